package dev.ferrule.service;

import dev.ferrule.component.ComponentId;
import dev.ferrule.confmap.ConfigDoc;
import java.util.List;

/**
 * A pipeline: the way of one signal through the Collector.
 *
 * @param receivers where its telemetry comes from; at least one, or a connector
 * @param processors what telemetry passes, in this order
 * @param exporters where its telemetry goes; at least one, or a connector
 */
@ConfigDoc
public record PipelineConfig(
    List<ComponentId> receivers, List<ComponentId> processors, List<ComponentId> exporters) {
  /** An empty one, which no configuration may have. */
  public static final PipelineConfig DEFAULTS = new PipelineConfig(List.of(), List.of(), List.of());

  /** Copies the lists, each component once. */
  public PipelineConfig {
    receivers = receivers.stream().distinct().toList();
    processors = processors.stream().distinct().toList();
    exporters = exporters.stream().distinct().toList();
  }
}
