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
import dev.ferrule.confmap.Problem;
import dev.ferrule.confmap.Problems;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the tree into a {@link CollectorConfig}, collecting every problem on the way. */
final class ConfigDecoder {
  private final Factories factories;
  private final FeatureGates gates;
  private final Problems problems;
  private final Map<Kind, Map<ComponentId, ConfiguredComponent<?>>> components =
      new EnumMap<>(Kind.class);
  // Ids whose section is broken count as configured, so that one mistake is one problem.
  private final Map<Kind, Map<ComponentId, Position>> written = new EnumMap<>(Kind.class);
  // Sections where it is not known what they have: what refers to them is not looked up.
  private final Set<Kind> unreadable = EnumSet.noneOf(Kind.class);

  ConfigDecoder(Factories factories, FeatureGates gates, Problems problems) {
    this.factories = factories;
    this.gates = gates;
    this.problems = problems;
  }

  /** The configuration; meaningless if problems were added. */
  CollectorConfig decode(MapNode whole) {
    MapNode root = Sections.inPlace(whole, factories, problems);
    for (Kind kind : Kind.values()) {
      components.put(kind, new LinkedHashMap<>());
      written.put(kind, new LinkedHashMap<>());
      decodeSection(kind, root);
    }
    boolean empty = problems.hasRules() && !checkRequired(root);
    ConfigNode node = root.get(Sections.SERVICE);
    ServiceConfig service =
        ServiceConfig.TYPE.decode(node, ConfigPath.ROOT.child(Sections.SERVICE), problems);
    ServiceRules rules =
        new ServiceRules(written, unreadable, components, factories, gates, problems);
    if (problems.hasRules() && !(empty && node == null)) {
      rules.check(
          node,
          service.telemetry(),
          node == null ? whole(root) : root.keyPosition(Sections.SERVICE));
    }
    List<Problem> warnings = new ArrayList<>(problems.warnings());
    warnings.addAll(rules.unused());
    return new CollectorConfig(components, service, warnings);
  }

  /** The place of what is missing: the file, without a line. */
  private static Position whole(MapNode root) {
    return new Position(root.position().source(), 0, 0);
  }

  /** Whether there are any components; what has to be there and is not, is reported. */
  private boolean checkRequired(MapNode root) {
    if (unreadable.isEmpty() && written.values().stream().allMatch(Map::isEmpty)) {
      problems.add(whole(root), ConfigPath.ROOT, "empty configuration file");
      return false;
    }
    if (gates.isEnabled(FeatureGate.ALLOW_NO_PIPELINES)) {
      return true;
    }
    for (Kind kind : List.of(Kind.RECEIVER, Kind.EXPORTER)) {
      if (written.getOrDefault(kind, Map.of()).isEmpty() && unreadable.add(kind)) {
        boolean there = root.entries().containsKey(kind.section());
        problems.add(
            there ? root.keyPosition(kind.section()) : whole(root),
            there ? ConfigPath.ROOT.child(kind.section()) : ConfigPath.ROOT,
            "no %s configuration specified in config".formatted(kind.id()),
            "add %s %s under %s"
                .formatted(kind == Kind.EXPORTER ? "an" : "a", kind.id(), kind.section()));
      }
    }
    return true;
  }

  private void decodeSection(Kind kind, MapNode root) {
    ConfigNode node = root.get(kind.section());
    ConfigPath path = ConfigPath.ROOT.child(kind.section());
    switch (node) {
      case null -> {}
      case MapNode section ->
          section.entries().forEach((key, value) -> decode(kind, section, key, value, path));
      case ScalarNode scalar when scalar.value() == null -> {}
      default -> {
        unreadable.add(kind);
        problems.add(
            node.position(),
            path,
            "expected map, got " + node.kind(),
            "write the id of each %s as a key, with its settings below".formatted(kind.id()));
      }
    }
  }

  private void decode(Kind kind, MapNode section, String key, ConfigNode node, ConfigPath path) {
    ConfigPath here = path.child(key);
    Position position = section.keyPosition(key);
    ComponentId id;
    try {
      id = ComponentId.parse(key);
    } catch (IllegalArgumentException e) {
      unreadable.add(kind);
      problems.add(
          position, here, String.valueOf(e.getMessage()), MeantId.hint(key, factories.types(kind)));
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
          Types.hint(factories, kind, id.type()));
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
}
