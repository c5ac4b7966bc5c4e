package dev.ferrule.nativehost;

import dev.ferrule.confmap.ConfigLoader;
import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.ConfigSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sections of a configuration that was read from {@code test.yaml}. */
final class Yaml {
  /** Where a section is. */
  static final ConfigPath PATH = ConfigPath.ROOT.child("extensions").child("it");

  private Yaml() {}

  /** What stands below {@code extensions::it}, with {@code ${env:NAME}} from those. */
  static @Nullable ConfigNode section(String yaml, Map<String, String> environment) {
    ConfigSource source = new ConfigSource.BuiltIn("test.yaml", yaml);
    ConfigNode extensions =
        new ConfigLoader(environment, Path.of("")).load(List.of(source)).root().get("extensions");
    return extensions instanceof MapNode map ? map.get("it") : null;
  }

  static @Nullable ConfigNode section(String yaml) {
    return section(yaml, Map.of());
  }

  /** The lines, as the settings of {@code extensions::it}; the first is on line 3. */
  static MapNode settings(String... lines) {
    return settings(Map.of(), lines);
  }

  static MapNode settings(Map<String, String> environment, String... lines) {
    String yaml = "extensions:\n  it:\n    " + String.join("\n    ", lines) + "\n";
    if (section(yaml, environment) instanceof MapNode map) {
      return map;
    }
    throw new AssertionError("no map:\n" + yaml);
  }
}
