package dev.ferrule.service;

import dev.ferrule.component.Factories;
import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.ConfigLoader;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Configurations from text. */
final class Yaml {
  private Yaml() {}

  static CollectorConfig config(String yaml, Factories factories) {
    return config(yaml, factories, FeatureGates.DEFAULTS);
  }

  static CollectorConfig config(String yaml, Factories factories, FeatureGates gates) {
    return CollectorConfig.decode(tree(yaml), factories, gates);
  }

  static MapNode tree(String yaml) {
    ConfigSource source = new ConfigSource.BuiltIn("test.yaml", yaml);
    return new ConfigLoader(Map.of(), Path.of("")).load(List.of(source)).root();
  }

  /** The problems of a configuration that must not be accepted. */
  static List<String> problems(String yaml, Factories factories) {
    try {
      config(yaml, factories);
    } catch (ConfigException e) {
      return e.problems().stream().map(Object::toString).toList();
    }
    throw new AssertionError("accepted:\n" + yaml);
  }
}
