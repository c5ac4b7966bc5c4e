package dev.ferrule.service;

import dev.ferrule.component.ComponentId;
import java.util.List;

/**
 * What one pipeline is made of.
 *
 * @param receivers at least one, each once
 * @param processors in the order that batches pass them, each once
 * @param exporters at least one, each once
 */
public record PipelineConfig(
    List<ComponentId> receivers, List<ComponentId> processors, List<ComponentId> exporters) {
  /** Copies the lists. */
  public PipelineConfig {
    receivers = List.copyOf(receivers);
    processors = List.copyOf(processors);
    exporters = List.copyOf(exporters);
  }
}
