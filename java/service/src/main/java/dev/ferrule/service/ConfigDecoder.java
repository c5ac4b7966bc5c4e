package dev.ferrule.service;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Factories;
import dev.ferrule.component.Factory;
import dev.ferrule.component.Kind;
import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Problems;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the tree into a {@link CollectorConfig}, collecting every problem on the way. */
final class ConfigDecoder {
  private static final Set<Kind> REQUIRED = Set.of(Kind.RECEIVER, Kind.EXPORTER);

  private final Factories factories;
  private final Problems problems;

  ConfigDecoder(Factories factories, Problems problems) {
    this.factories = factories;
    this.problems = problems;
  }

  /** The configuration; meaningless if problems were added. */
  CollectorConfig decode(MapNode root) {
    Map<Kind, Map<ComponentId, ConfiguredComponent<?>>> components = new EnumMap<>(Kind.class);
    // Ids whose section is broken count as configured, so that one mistake is one problem.
    Map<Kind, Map<ComponentId, ConfigNode>> written = new EnumMap<>(Kind.class);
    checkTopLevel(root);
    for (Kind kind : Kind.values()) {
      Map<ComponentId, ConfiguredComponent<?>> built = new LinkedHashMap<>();
      Map<ComponentId, ConfigNode> ids = new LinkedHashMap<>();
      decodeSection(kind, section(root, kind.section()), built, ids);
      components.put(kind, built);
      written.put(kind, ids);
    }
    if (written.values().stream().allMatch(Map::isEmpty)) {
      problems.add(root.position(), ConfigPath.ROOT, "empty configuration file");
    } else {
      checkRequired(root, written);
    }
    ServiceDecoder service = new ServiceDecoder(written, components, problems);
    MapNode serviceNode = section(root, "service");
    return service.decode(
        serviceNode == null ? MapNode.empty(root.position()) : serviceNode, components);
  }

  private void checkTopLevel(MapNode root) {
    for (String key : root.entries().keySet()) {
      boolean known = key.equals("service");
      for (Kind kind : Kind.values()) {
        known |= key.equals(kind.section());
      }
      if (!known) {
        problems.add(
            root.keyPosition(key),
            ConfigPath.ROOT.child(key),
            "unknown section",
            "the sections are receivers, processors, exporters, connectors, extensions, service");
      }
    }
  }

  private void checkRequired(MapNode root, Map<Kind, Map<ComponentId, ConfigNode>> written) {
    for (Kind kind : REQUIRED.stream().sorted().toList()) {
      if (written.getOrDefault(kind, Map.of()).isEmpty()
          && !root.entries().containsKey(kind.section())) {
        problems.add(
            null,
            ConfigPath.ROOT,
            "no %s configuration specified in config".formatted(kind.id()),
            "add a section " + kind.section());
      } else if (written.getOrDefault(kind, Map.of()).isEmpty()) {
        problems.add(
            root.keyPosition(kind.section()),
            ConfigPath.ROOT.child(kind.section()),
            "no %s configuration specified in config".formatted(kind.id()));
      }
    }
  }

  /** A section that should be a map; null if it is not there, empty, or something else. */
  private @Nullable MapNode section(MapNode parent, String key) {
    return ServiceDecoder.map(parent, ConfigPath.ROOT, key, problems);
  }

  private void decodeSection(
      Kind kind,
      @Nullable MapNode section,
      Map<ComponentId, ConfiguredComponent<?>> built,
      Map<ComponentId, ConfigNode> ids) {
    if (section == null) {
      return;
    }
    ConfigPath path = ConfigPath.ROOT.child(kind.section());
    section
        .entries()
        .forEach((key, node) -> {
          ConfigPath here = path.child(key);
          ComponentId id;
          try {
            id = ComponentId.parse(key);
          } catch (IllegalArgumentException e) {
            problems.add(section.keyPosition(key), here, String.valueOf(e.getMessage()));
            return;
          }
          if (ids.putIfAbsent(id, node) != null) {
            problems.add(
                section.keyPosition(key),
                here,
                "duplicate name \"%s\" after unmarshaling %s".formatted(key, id));
            return;
          }
          Optional<Factory<?>> factory = factories.find(kind, id.type());
          if (factory.isEmpty()) {
            problems.add(
                section.keyPosition(key),
                here,
                "unknown type: \"%s\" for id: \"%s\"".formatted(id.type(), id),
                validTypes(kind, id.type()));
            return;
          }
          int before = problems.count();
          ConfiguredComponent<?> component =
              decodeComponent(id, factory.get(), sectionOf(section, key, node), here);
          if (problems.count() == before) {
            built.put(id, component);
          }
        });
  }

  /** An empty section still has a place: that of its key. */
  private static ConfigNode sectionOf(MapNode section, String key, ConfigNode node) {
    return node instanceof ScalarNode scalar && scalar.value() == null
        ? new ScalarNode(section.keyPosition(key), null, null)
        : node;
  }

  private <C> ConfiguredComponent<C> decodeComponent(
      ComponentId id, Factory<C> factory, ConfigNode node, ConfigPath path) {
    return new ConfiguredComponent<>(id, factory, factory.config().decode(node, path, problems));
  }

  private String validTypes(Kind kind, String type) {
    List<String> types = List.copyOf(factories.types(kind));
    if (types.isEmpty()) {
      return "there are no %s in this distribution yet".formatted(kind.section());
    }
    String valid = "valid values: [" + String.join(", ", types) + "]";
    return type.equals("logging") && kind == Kind.EXPORTER
        ? "use the debug exporter instead; " + valid
        : valid;
  }
}
