package dev.ferrule.service;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Factories;
import dev.ferrule.component.Kind;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.PrintStyle;
import dev.ferrule.confmap.Problem;
import dev.ferrule.confmap.Problems;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A whole configuration, decoded and validated: what a {@link Collector} is built from. */
public final class CollectorConfig {
  private final Map<Kind, Map<ComponentId, ConfiguredComponent<?>>> components;
  private final ServiceConfig service;
  private final SortedMap<PipelineId, PipelineConfig> pipelines;
  private final List<Problem> warnings;

  CollectorConfig(
      Map<Kind, Map<ComponentId, ConfiguredComponent<?>>> components,
      ServiceConfig service,
      List<Problem> warnings) {
    this.components = components;
    this.service = service;
    this.pipelines = new TreeMap<>(service.pipelines());
    this.warnings = warnings;
  }

  /** Decodes and validates a configuration; no feature gate is set. */
  public static CollectorConfig decode(MapNode root, Factories factories) {
    return decode(root, factories, FeatureGates.DEFAULTS);
  }

  /**
   * Decodes and validates a configuration.
   *
   * @param root all sections, with references expanded
   * @param factories the components that there are
   * @throws dev.ferrule.confmap.ConfigException with everything that is wrong
   */
  public static CollectorConfig decode(MapNode root, Factories factories, FeatureGates gates) {
    Problems problems = new Problems(Moved::key);
    CollectorConfig config = new ConfigDecoder(factories, gates, problems).decode(root);
    problems.throwIfAny();
    return config;
  }

  /**
   * Decodes a configuration that need not be valid, to be printed and not to be run.
   *
   * @throws dev.ferrule.confmap.ConfigException with everything that cannot be read
   */
  public static CollectorConfig decodeUnchecked(MapNode root, Factories factories) {
    Problems problems = Problems.withoutRules();
    CollectorConfig config =
        new ConfigDecoder(factories, FeatureGates.DEFAULTS, problems).decode(root);
    problems.throwIfAny();
    return config;
  }

  /** Whether that component is configured. */
  boolean has(Kind kind, ComponentId id) {
    return components.getOrDefault(kind, Map.of()).containsKey(id);
  }

  /** The extensions to run, each once. */
  public List<ComponentId> extensions() {
    return service.extensions();
  }

  /** The pipelines, sorted. */
  public SortedMap<PipelineId, PipelineConfig> pipelines() {
    return pipelines;
  }

  /** How the collector tells of itself. */
  public TelemetryConfig telemetry() {
    return service.telemetry();
  }

  /** What is not wrong but surely not meant, such as a component that no pipeline uses. */
  public List<Problem> warnings() {
    return warnings;
  }

  /**
   * The whole configuration as it could be written, defaults filled in: read again, it is the same
   * configuration, unless secrets are redacted. Sections without components are left out.
   *
   * @return an object that belongs to the caller
   */
  public ObjectNode print(PrintStyle style) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    for (Kind kind : Kind.values()) {
      Map<ComponentId, ConfiguredComponent<?>> ofKind = components.getOrDefault(kind, Map.of());
      if (!ofKind.isEmpty()) {
        ObjectNode section = root.putObject(kind.section());
        ofKind.forEach((id, component) -> section.set(id.toString(), component.print(style)));
      }
    }
    root.set("service", ServiceConfig.TYPE.print(service, style));
    return root;
  }

  /** The components that a pipeline or the list of extensions names, each once. */
  List<ConfiguredComponent<?>> running() {
    Map<Kind, Set<ComponentId>> named = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      named.put(kind, new LinkedHashSet<>());
    }
    pipelines
        .values()
        .forEach(pipeline -> {
          named.getOrDefault(Kind.RECEIVER, Set.of()).addAll(pipeline.receivers());
          named.getOrDefault(Kind.PROCESSOR, Set.of()).addAll(pipeline.processors());
          named.getOrDefault(Kind.EXPORTER, Set.of()).addAll(pipeline.exporters());
        });
    named.getOrDefault(Kind.EXTENSION, Set.of()).addAll(service.extensions());
    List<ConfiguredComponent<?>> running = new ArrayList<>();
    named.forEach((kind, ids) -> ids.forEach(id -> running.add(component(kind, id))));
    return running;
  }

  ConfiguredComponent<?> component(Kind kind, ComponentId id) {
    ConfiguredComponent<?> found = components.getOrDefault(kind, Map.of()).get(id);
    if (found == null) {
      throw new IllegalArgumentException("%s \"%s\" is not configured".formatted(kind, id));
    }
    return found;
  }
}
