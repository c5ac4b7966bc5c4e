package dev.ferrule.service;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Factories;
import dev.ferrule.component.Kind;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.Problem;
import dev.ferrule.confmap.Problems;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** A whole configuration, decoded and validated: what a {@link Collector} is built from. */
public final class CollectorConfig {
  private final Map<Kind, Map<ComponentId, ConfiguredComponent<?>>> components;
  private final List<ComponentId> extensions;
  private final SortedMap<PipelineId, PipelineConfig> pipelines;
  private final TelemetryConfig telemetry;
  private final List<Problem> warnings;

  CollectorConfig(
      Map<Kind, Map<ComponentId, ConfiguredComponent<?>>> components,
      List<ComponentId> extensions,
      SortedMap<PipelineId, PipelineConfig> pipelines,
      TelemetryConfig telemetry,
      List<Problem> warnings) {
    this.components = components;
    this.extensions = extensions;
    this.pipelines = pipelines;
    this.telemetry = telemetry;
    this.warnings = warnings;
  }

  /**
   * Decodes and validates a configuration.
   *
   * @param root all sections, with references expanded
   * @param factories the components that there are
   * @throws dev.ferrule.confmap.ConfigException with everything that is wrong
   */
  public static CollectorConfig decode(MapNode root, Factories factories) {
    Problems problems = new Problems();
    CollectorConfig config = new ConfigDecoder(factories, problems).decode(root);
    problems.throwIfAny();
    return config;
  }

  /** The extensions to run, each once. */
  public List<ComponentId> extensions() {
    return extensions;
  }

  /** The pipelines, sorted. */
  public SortedMap<PipelineId, PipelineConfig> pipelines() {
    return pipelines;
  }

  /** How the collector tells of itself. */
  public TelemetryConfig telemetry() {
    return telemetry;
  }

  /** What is not wrong but surely not meant, such as a component that no pipeline uses. */
  public List<Problem> warnings() {
    return warnings;
  }

  ConfiguredComponent<?> component(Kind kind, ComponentId id) {
    ConfiguredComponent<?> found = components.getOrDefault(kind, Map.of()).get(id);
    if (found == null) {
      throw new IllegalArgumentException("%s \"%s\" is not configured".formatted(kind, id));
    }
    return found;
  }
}
