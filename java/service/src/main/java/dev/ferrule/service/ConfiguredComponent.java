package dev.ferrule.service;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.ExtensionReference;
import dev.ferrule.component.Factory;
import dev.ferrule.component.Probed;
import dev.ferrule.component.ServerAddress;
import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.PrintStyle;
import dev.ferrule.confmap.Problems;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A component of the configuration, with its settings decoded and validated.
 *
 * @param node its section as it was written
 * @param position of its id
 */
record ConfiguredComponent<C>(
    ComponentId id, Factory<C> factory, C config, ConfigNode node, Position position) {

  /** Whether the configuration uses the factory's deprecated alias. */
  boolean isAliased() {
    return !id.type().equals(factory.type());
  }

  /** The path of its section. */
  ConfigPath path() {
    return ConfigPath.ROOT.child(factory.kind().section()).child(id.toString());
  }

  /** The extensions that its settings name, with the paths of the settings below its section. */
  Map<ConfigPath, ExtensionReference> extensions() {
    return factory.config().find(config, ExtensionReference.class);
  }

  /** Reports what its settings name outside of the configuration and the start would fail on. */
  void probe(Problems problems) {
    factory
        .config()
        .find(config, Probed.class)
        .forEach((path, probed) -> {
          try {
            probed.probe();
          } catch (ComponentException e) {
            problems.add(
                node.nearest(path).position(), path().child(path), String.valueOf(e.getMessage()));
          }
        });
  }

  /** Where it listens, with the paths of the settings below its section. */
  Map<ConfigPath, ServerAddress> addresses() {
    return factory.config().find(config, ServerAddress.class);
  }

  /** Its settings, printed. */
  JsonNode print(PrintStyle style) {
    return factory.config().print(config, style);
  }
}
