package dev.ferrule.service;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Factories;
import dev.ferrule.component.Factory;
import dev.ferrule.component.Kind;
import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problems;
import dev.ferrule.confmap.Spelling;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the tree into a {@link CollectorConfig}, collecting every problem on the way. */
final class ConfigDecoder {
  private static final String SERVICE = "service";

  private final Factories factories;
  private final FeatureGates gates;
  private final Problems problems;
  private final Map<Kind, Map<ComponentId, ConfiguredComponent<?>>> components =
      new EnumMap<>(Kind.class);
  // Ids whose section is broken count as configured, so that one mistake is one problem.
  private final Map<Kind, Map<ComponentId, Position>> written = new EnumMap<>(Kind.class);

  ConfigDecoder(Factories factories, FeatureGates gates, Problems problems) {
    this.factories = factories;
    this.gates = gates;
    this.problems = problems;
  }

  /** The configuration; meaningless if problems were added. */
  CollectorConfig decode(MapNode root) {
    checkTopLevel(root);
    for (Kind kind : Kind.values()) {
      components.put(kind, new LinkedHashMap<>());
      written.put(kind, new LinkedHashMap<>());
      decodeSection(kind, root);
    }
    if (problems.hasRules()) {
      checkRequired(root);
    }
    ConfigNode node = root.get(SERVICE);
    ServiceConfig service =
        ServiceConfig.TYPE.decode(node, ConfigPath.ROOT.child(SERVICE), problems);
    ServiceRules rules = new ServiceRules(written, components, gates, problems);
    if (problems.hasRules()) {
      rules.check(node, service.telemetry(), root.keyPosition(SERVICE));
    }
    return new CollectorConfig(components, service, rules.unused());
  }

  private void checkTopLevel(MapNode root) {
    List<String> known = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      known.add(kind.section());
    }
    known.add(SERVICE);
    for (String key : root.entries().keySet()) {
      if (!known.contains(key)) {
        problems.add(
            root.keyPosition(key),
            ConfigPath.ROOT.child(key),
            "unknown section",
            Spelling.hint(key, known, "sections"));
      }
    }
  }

  private void checkRequired(MapNode root) {
    if (written.values().stream().allMatch(Map::isEmpty)) {
      problems.add(root.position(), ConfigPath.ROOT, "empty configuration file");
      return;
    }
    if (gates.isEnabled(FeatureGate.ALLOW_NO_PIPELINES)) {
      return;
    }
    for (Kind kind : List.of(Kind.RECEIVER, Kind.EXPORTER)) {
      if (written.getOrDefault(kind, Map.of()).isEmpty()) {
        boolean there = root.entries().containsKey(kind.section());
        problems.add(
            there ? root.keyPosition(kind.section()) : null,
            there ? ConfigPath.ROOT.child(kind.section()) : ConfigPath.ROOT,
            "no %s configuration specified in config".formatted(kind.id()),
            "add %s %s under %s"
                .formatted(kind == Kind.EXPORTER ? "an" : "a", kind.id(), kind.section()));
      }
    }
  }

  private void decodeSection(Kind kind, MapNode root) {
    ConfigNode node = root.get(kind.section());
    ConfigPath path = ConfigPath.ROOT.child(kind.section());
    switch (node) {
      case null -> {}
      case MapNode section ->
          section.entries().forEach((key, value) -> decode(kind, section, key, value, path));
      case ScalarNode scalar when scalar.value() == null -> {}
      default ->
          problems.add(
              node.position(),
              path,
              "expected a map, got " + node.kind(),
              "write the id of each %s as a key, with its settings below".formatted(kind.id()));
    }
  }

  private void decode(Kind kind, MapNode section, String key, ConfigNode node, ConfigPath path) {
    ConfigPath here = path.child(key);
    Position position = section.keyPosition(key);
    ComponentId id;
    try {
      id = ComponentId.parse(key);
    } catch (IllegalArgumentException e) {
      problems.add(position, here, String.valueOf(e.getMessage()));
      return;
    }
    if (written.getOrDefault(kind, Map.of()).putIfAbsent(id, position) != null) {
      problems.add(
          position, here, "duplicate name \"%s\" after unmarshaling %s".formatted(key, id));
      return;
    }
    Optional<Factory<?>> factory = factories.find(kind, id.type());
    if (factory.isEmpty()) {
      problems.add(
          position,
          here,
          "unknown type: \"%s\" for id: \"%s\"".formatted(id.type(), id),
          validTypes(kind, id.type()));
      return;
    }
    int before = problems.count();
    ConfiguredComponent<?> component =
        decode(id, factory.get(), placed(node, position), here, position);
    if (problems.count() == before) {
      components.getOrDefault(kind, Map.of()).put(id, component);
    }
  }

  /** An empty section still has a place: that of its key. */
  private static ConfigNode placed(ConfigNode node, Position key) {
    return node instanceof ScalarNode scalar && scalar.value() == null
        ? new ScalarNode(key, null, null)
        : node;
  }

  private <C> ConfiguredComponent<C> decode(
      ComponentId id, Factory<C> factory, ConfigNode node, ConfigPath path, Position position) {
    C config = factory.config().decode(node, path, problems);
    return new ConfiguredComponent<>(id, factory, config, node, position);
  }

  private @Nullable String validTypes(Kind kind, String type) {
    List<String> types = List.copyOf(factories.types(kind));
    if (types.isEmpty()) {
      return "there are no %s in this distribution yet".formatted(kind.section());
    }
    return type.equals("logging") && kind == Kind.EXPORTER
        ? "use the debug exporter instead"
        : Spelling.hint(type, types, "types");
  }
}
