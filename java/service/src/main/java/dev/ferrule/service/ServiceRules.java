package dev.ferrule.service;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.ExporterFactory;
import dev.ferrule.component.ExtensionFactory;
import dev.ferrule.component.Factories;
import dev.ferrule.component.Factory;
import dev.ferrule.component.Kind;
import dev.ferrule.component.ProcessorFactory;
import dev.ferrule.component.ReceiverFactory;
import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.ListNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problem;
import dev.ferrule.confmap.Problems;
import dev.ferrule.confmap.Spelling;
import dev.ferrule.pdata.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code service} that its types cannot say: what it refers to is there, and fits. It
 * looks at the section as it was written, since each problem belongs to a place; what is not of the
 * right type has been reported by then and is passed over.
 */
final class ServiceRules {
  private static final ConfigPath SERVICE = ConfigPath.ROOT.child("service");
  private static final ConfigPath EXTENSIONS = SERVICE.child("extensions");
  private static final ConfigPath PIPELINES = SERVICE.child("pipelines");

  private final Map<Kind, Map<ComponentId, Position>> written;
  private final Set<Kind> unreadable;
  private final Map<Kind, Map<ComponentId, ConfiguredComponent<?>>> components;
  private final Factories factories;
  private final FeatureGates gates;
  private final Problems problems;
  private final Map<Kind, Set<ComponentId>> used = new EnumMap<>(Kind.class);

  /**
   * Rules that have not been looked at yet.
   *
   * @param written every id that the configuration has a section for, and where
   * @param unreadable sections that may have more, which was reported
   * @param components those of them that are in order
   */
  ServiceRules(
      Map<Kind, Map<ComponentId, Position>> written,
      Set<Kind> unreadable,
      Map<Kind, Map<ComponentId, ConfiguredComponent<?>>> components,
      Factories factories,
      FeatureGates gates,
      Problems problems) {
    this.written = written;
    this.unreadable = unreadable;
    this.components = components;
    this.factories = factories;
    this.gates = gates;
    this.problems = problems;
    for (Kind kind : Kind.values()) {
      used.put(kind, new HashSet<>());
    }
  }

  /**
   * Reports each rule broken.
   *
   * @param service the section, or null
   * @param telemetry what is in it
   * @param root where a section that is not there would be
   */
  void check(@Nullable ConfigNode service, TelemetryConfig telemetry, Position root) {
    if (service != null && !(service instanceof MapNode || service.isNull())) {
      return;
    }
    MapNode node = service instanceof MapNode map ? map : MapNode.empty(root);
    references(node, EXTENSIONS, "extensions", Kind.EXTENSION);
    ConfigNode pipelines = node.get("pipelines");
    if (pipelines instanceof MapNode map && !map.entries().isEmpty()) {
      map.entries().keySet().forEach(key -> pipeline(map, key));
    } else if (!gates.isEnabled(FeatureGate.ALLOW_NO_PIPELINES)
        && (pipelines == null ? !hasPipelinesElsewhere(node) : isNothing(pipelines))) {
      problems.add(
          node.keyPosition("pipelines"),
          PIPELINES,
          "service must have at least one pipeline",
          service == null
              ? "add service: {pipelines: {traces: {receivers: [otlp], exporters: [debug]}}}"
              : "such as traces: {receivers: [otlp], exporters: [debug]}");
    }
    AddressRule addresses = new AddressRule(problems);
    for (Kind kind : Kind.values()) {
      // In the order written, so that it is the second of two that is wrong.
      for (ConfiguredComponent<?> component : components.getOrDefault(kind, Map.of()).values()) {
        if (used.getOrDefault(kind, Set.of()).contains(component.id())) {
          namedExtensions(component);
          addresses.check(component);
        }
      }
    }
    addresses.check(telemetry.metrics(), node);
  }

  /** Whether a key that is not known, which was reported, is or holds the pipelines. */
  private static boolean hasPipelinesElsewhere(MapNode service) {
    return service.entries().keySet().stream()
        .anyMatch(key ->
            Spelling.nearest(key, List.of("pipelines")).isPresent()
                || Signal.of(key.replaceFirst("/.*", "")).isPresent());
  }

  private static boolean isNothing(ConfigNode node) {
    return node instanceof MapNode || node.isNull();
  }

  private void pipeline(MapNode pipelines, String key) {
    ConfigPath path = PIPELINES.child(key);
    Signal signal;
    try {
      signal = PipelineId.parse(key).signal();
    } catch (IllegalArgumentException e) {
      return;
    }
    ConfigNode written = pipelines.get(key);
    if (written == null || !(written instanceof MapNode || written.isNull())) {
      return;
    }
    MapNode node = written instanceof MapNode map ? map : MapNode.empty(pipelines.keyPosition(key));
    for (Kind kind : List.of(Kind.RECEIVER, Kind.PROCESSOR, Kind.EXPORTER)) {
      List<ComponentId> ids = references(node, path, kind.section(), kind);
      supports(signal, kind, ids, node, path);
      boolean misspelled =
          !node.entries().containsKey(kind.section())
              && Spelling.nearest(kind.section(), node.entries().keySet()).isPresent();
      if (kind != Kind.PROCESSOR && !misspelled && isEmpty(node.get(kind.section()))) {
        problems.add(pipelines.keyPosition(key), path, "must have at least one " + kind.id());
      }
    }
  }

  private static boolean isEmpty(@Nullable ConfigNode list) {
    return list == null
        || list.isNull()
        || (list instanceof ListNode elements && elements.elements().isEmpty());
  }

  private void supports(
      Signal signal, Kind kind, List<ComponentId> ids, MapNode node, ConfigPath path) {
    for (ComponentId id : ids) {
      ConfiguredComponent<?> component = components.getOrDefault(kind, Map.of()).get(id);
      if (component != null && !signals(component.factory()).contains(signal)) {
        problems.add(
            node.keyPosition(kind.section()),
            path.child(kind.section()),
            "%s \"%s\" does not support %s".formatted(kind, id, signal));
      }
    }
  }

  private static Set<Signal> signals(Factory<?> factory) {
    return switch (factory) {
      case ReceiverFactory<?> receiver -> receiver.stability().keySet();
      case ProcessorFactory<?> processor -> processor.stability().keySet();
      case ExporterFactory<?> exporter -> exporter.stability().keySet();
      case ExtensionFactory<?> _ -> Set.of();
    };
  }

  /**
   * The ids of a list that are configured.
   *
   * @param path what is said to refer to them
   */
  private List<ComponentId> references(MapNode parent, ConfigPath path, String key, Kind kind) {
    List<ComponentId> ids = new ArrayList<>();
    if (!(parent.get(key) instanceof ListNode list)) {
      return ids;
    }
    Set<ComponentId> seen = new HashSet<>();
    for (ConfigNode element : list.elements()) {
      Optional<ComponentId> id = id(element);
      if (id.isEmpty()) {
        continue;
      }
      boolean first = seen.add(id.get());
      if (!first && kind == Kind.PROCESSOR) {
        problems.add(
            element.position(),
            path,
            "references processor \"%s\" multiple times".formatted(id.get()));
      } else if (first && isConfigured(id.get(), kind, element.position(), path)) {
        ids.add(id.get());
      }
    }
    return ids;
  }

  private static Optional<ComponentId> id(ConfigNode element) {
    String text = element.text();
    if (text == null && element instanceof ScalarNode(var _, String written, var _)) {
      text = written;
    }
    try {
      return text == null ? Optional.empty() : Optional.of(ComponentId.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean isConfigured(ComponentId id, Kind kind, Position position, ConfigPath path) {
    if (isWritten(kind, id)) {
      used.getOrDefault(kind, Set.of()).add(id);
      return true;
    }
    boolean connects =
        (kind == Kind.RECEIVER || kind == Kind.EXPORTER) && isWritten(Kind.CONNECTOR, id);
    if (!unreadable.contains(kind) && !connects) {
      problems.add(
          position,
          path,
          "references %s \"%s\" which is not configured".formatted(kind, id),
          hint(id, kind));
    }
    return false;
  }

  private @Nullable String hint(ComponentId id, Kind kind) {
    for (Kind other : Kind.values()) {
      if (isWritten(other, id)) {
        return "\"%s\" is %s, not %s".formatted(id, Types.one(other), Types.one(kind));
      }
    }
    if (factories.find(kind, id.type()).isEmpty()
        && (factories.types(kind).isEmpty() || Moved.component(kind, id.type()) != null)) {
      return Types.hint(factories, kind, id.type());
    }
    Set<ComponentId> configured = written.getOrDefault(kind, Map.of()).keySet();
    return configured.isEmpty()
        ? "add it under " + kind.section()
        : Spelling.hint(
            id.toString(), configured.stream().map(ComponentId::toString).toList(), "ids");
  }

  /** What the settings of a component that runs refer to has to run as well. */
  private void namedExtensions(ConfiguredComponent<?> component) {
    Set<ComponentId> running = used.getOrDefault(Kind.EXTENSION, Set.of());
    component
        .extensions()
        .forEach((path, reference) -> {
          if (!running.contains(reference.id())) {
            problems.add(
                component.node().nearest(path).position(),
                component.path().child(path),
                "references extension \"%s\" which does not run".formatted(reference),
                isWritten(Kind.EXTENSION, reference.id())
                    ? "list it under service::extensions"
                    : "add it under extensions and list it under service::extensions");
          }
        });
  }

  private boolean isWritten(Kind kind, ComponentId id) {
    return written.getOrDefault(kind, Map.of()).containsKey(id);
  }

  /** A warning for each component that nothing refers to. */
  List<Problem> unused() {
    List<Problem> warnings = new ArrayList<>();
    written.forEach((kind, ids) ->
        ids.forEach((id, position) -> {
          if (!used.getOrDefault(kind, Set.of()).contains(id)) {
            warnings.add(
                new Problem(
                    position,
                    ConfigPath.ROOT.child(kind.section()).child(id.toString()),
                    "configured but not used",
                    kind == Kind.EXTENSION
                        ? "list it under service::extensions, or remove it"
                        : "add it to a pipeline, or remove it"));
          }
        }));
    return warnings;
  }
}
