package dev.ferrule.service;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.ExporterFactory;
import dev.ferrule.component.ExtensionFactory;
import dev.ferrule.component.Factory;
import dev.ferrule.component.Kind;
import dev.ferrule.component.ProcessorFactory;
import dev.ferrule.component.ReceiverFactory;
import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.ListNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.ConfigType;
import dev.ferrule.confmap.Problem;
import dev.ferrule.confmap.Problems;
import dev.ferrule.pdata.Signal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Decodes {@code service}: which components run, and how they are joined. */
final class ServiceDecoder {
  private static final ConfigPath SERVICE = ConfigPath.ROOT.child("service");
  private static final ConfigPath PIPELINES = SERVICE.child("pipelines");
  private static final Set<String> KEYS = Set.of("extensions", "pipelines", "telemetry");
  private static final Set<String> PIPELINE_KEYS = Set.of("receivers", "processors", "exporters");

  private final Map<Kind, Map<ComponentId, ConfigNode>> written;
  private final Map<Kind, Map<ComponentId, ConfiguredComponent<?>>> components;
  private final Problems problems;
  private final Map<Kind, Set<ComponentId>> used = new EnumMap<>(Kind.class);

  /**
   * A decoder.
   *
   * @param written every id that the configuration has a section for
   * @param components those of them that are in order
   */
  ServiceDecoder(
      Map<Kind, Map<ComponentId, ConfigNode>> written,
      Map<Kind, Map<ComponentId, ConfiguredComponent<?>>> components,
      Problems problems) {
    this.written = written;
    this.components = components;
    this.problems = problems;
  }

  CollectorConfig decode(
      MapNode service, Map<Kind, Map<ComponentId, ConfiguredComponent<?>>> components) {
    unknownKeys(service, SERVICE, KEYS);
    List<ComponentId> extensions = references(service, SERVICE, "extensions", Kind.EXTENSION);
    TreeMap<PipelineId, PipelineConfig> pipelines = new TreeMap<>();
    MapNode pipelinesNode = map(service, SERVICE, "pipelines", problems);
    if (pipelinesNode == null || pipelinesNode.entries().isEmpty()) {
      problems.add(
          service.keyPosition("pipelines"), PIPELINES, "service must have at least one pipeline");
    } else {
      pipelinesNode.entries().keySet().forEach(key -> pipeline(pipelinesNode, key, pipelines));
    }
    TelemetryConfig telemetry =
        ConfigType.of(TelemetryConfig.DEFAULTS)
            .decode(service.entries().get("telemetry"), SERVICE.child("telemetry"), problems);
    return new CollectorConfig(components, extensions, pipelines, telemetry, unused());
  }

  private void pipeline(
      MapNode pipelinesNode, String key, Map<PipelineId, PipelineConfig> pipelines) {
    ConfigPath path = PIPELINES.child(key);
    PipelineId id;
    try {
      id = PipelineId.parse(key);
    } catch (IllegalArgumentException e) {
      problems.add(pipelinesNode.keyPosition(key), path, String.valueOf(e.getMessage()));
      return;
    }
    MapNode node = map(pipelinesNode, PIPELINES, key, problems);
    if (node == null) {
      node = MapNode.empty(pipelinesNode.keyPosition(key));
    }
    unknownKeys(node, path, PIPELINE_KEYS);
    List<ComponentId> receivers = references(node, path, "receivers", Kind.RECEIVER);
    List<ComponentId> processors = references(node, path, "processors", Kind.PROCESSOR);
    List<ComponentId> exporters = references(node, path, "exporters", Kind.EXPORTER);
    atLeastOne(receivers, pipelinesNode, key, node, "receivers", "must have at least one receiver");
    atLeastOne(exporters, pipelinesNode, key, node, "exporters", "must have at least one exporter");
    supports(id.signal(), Kind.RECEIVER, receivers, node, path);
    supports(id.signal(), Kind.PROCESSOR, processors, node, path);
    supports(id.signal(), Kind.EXPORTER, exporters, node, path);
    PipelineConfig pipeline = new PipelineConfig(receivers, processors, exporters);
    if (pipelines.putIfAbsent(id, pipeline) != null) {
      problems.add(
          pipelinesNode.keyPosition(key),
          path,
          "duplicate name \"%s\" after unmarshaling %s".formatted(key, id));
    }
  }

  private void atLeastOne(
      List<ComponentId> found,
      MapNode pipelines,
      String pipeline,
      MapNode node,
      String key,
      String message) {
    ConfigNode list = node.entries().get(key);
    // A list with something in it that is wrong has been reported already.
    boolean empty =
        list == null
            || (list instanceof ListNode elements && elements.elements().isEmpty())
            || isNull(list);
    if (found.isEmpty() && empty) {
      problems.add(pipelines.keyPosition(pipeline), PIPELINES.child(pipeline), message);
    }
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

  /** A list of ids, each once, all of them configured. */
  private List<ComponentId> references(MapNode parent, ConfigPath path, String key, Kind kind) {
    ConfigNode node = parent.entries().get(key);
    if (node == null || isNull(node)) {
      return List.of();
    }
    ConfigPath here = path.child(key);
    if (!(node instanceof ListNode list)) {
      problems.add(
          node.position(),
          here,
          "source data must be an array or slice, got " + node.kind(),
          "write it in brackets: [%s]".formatted(node.plain()));
      return List.of();
    }
    List<ComponentId> ids = new ArrayList<>();
    Set<ComponentId> seen = new HashSet<>();
    int index = 0;
    for (ConfigNode element : list.elements()) {
      ComponentId id = reference(element, here.child(index++), path, kind);
      if (id == null) {
        continue;
      }
      if (seen.add(id)) {
        ids.add(id);
      } else if (kind == Kind.PROCESSOR) {
        problems.add(
            element.position(), path, "references processor \"%s\" multiple times".formatted(id));
      }
    }
    return ids;
  }

  private @Nullable ComponentId reference(
      ConfigNode element, ConfigPath here, ConfigPath owner, Kind kind) {
    if (!(element instanceof ScalarNode(var _, String text, var _))) {
      problems.add(element.position(), here, "expected a component id, got " + element.kind());
      return null;
    }
    ComponentId id;
    try {
      id = ComponentId.parse(text);
    } catch (IllegalArgumentException e) {
      problems.add(element.position(), here, String.valueOf(e.getMessage()));
      return null;
    }
    Map<ComponentId, ConfigNode> configured = written.getOrDefault(kind, Map.of());
    if (!configured.containsKey(id)) {
      problems.add(
          element.position(),
          owner,
          "references %s \"%s\" which is not configured".formatted(kind, id),
          configured.isEmpty()
              ? "add it under " + kind.section()
              : "configured are "
                  + String.join(", ", configured.keySet().stream().map(Object::toString).toList()));
      return null;
    }
    used.computeIfAbsent(kind, _ -> new HashSet<>()).add(id);
    return id;
  }

  private List<Problem> unused() {
    List<Problem> warnings = new ArrayList<>();
    written.forEach((kind, ids) ->
        ids.forEach((id, node) -> {
          if (!used.getOrDefault(kind, Set.of()).contains(id)) {
            warnings.add(
                new Problem(
                    node.position(),
                    new ConfigPath(List.of(kind.section(), id.toString())),
                    "configured but not used",
                    null));
          }
        }));
    return warnings;
  }

  private void unknownKeys(MapNode node, ConfigPath path, Set<String> known) {
    for (String key : node.entries().keySet()) {
      if (!known.contains(key)) {
        problems.add(
            node.keyPosition(key),
            path.child(key),
            "unknown key",
            "valid keys: " + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }

  /** A child that should be a map; null if it is not there, null, or reported as something else. */
  static @Nullable MapNode map(MapNode parent, ConfigPath path, String key, Problems problems) {
    ConfigNode node = parent.entries().get(key);
    return switch (node) {
      case null -> null;
      case MapNode map -> map;
      case ScalarNode scalar when scalar.value() == null -> null;
      default -> {
        problems.add(
            node.position(), path.child(key), "expected a map, got \"%s\"".formatted(node.kind()));
        yield null;
      }
    };
  }

  private static boolean isNull(ConfigNode node) {
    return node instanceof ScalarNode scalar && scalar.value() == null;
  }
}
