package dev.ferrule.component;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Collector as it is at one moment, for components that show it.
 *
 * @param build the distribution
 * @param started when the Collector began to start
 * @param pipelines in the order of the configuration
 * @param components every instance, extensions first, in start order
 */
public record ServiceDescription(
    BuildInfo build, Instant started, List<Pipeline> pipelines, List<Instance> components) {
  /** Copies the lists. */
  public ServiceDescription {
    pipelines = List.copyOf(pipelines);
    components = List.copyOf(components);
  }

  /**
   * One pipeline.
   *
   * @param id such as {@code traces} or {@code traces/2}
   */
  public record Pipeline(
      String id,
      List<ComponentId> receivers,
      List<ComponentId> processors,
      List<ComponentId> exporters) {
    /** Copies the lists. */
    public Pipeline {
      receivers = List.copyOf(receivers);
      processors = List.copyOf(processors);
      exporters = List.copyOf(exporters);
    }
  }

  /**
   * One instance of a component.
   *
   * @param label tells instances of one id apart: the signal or the pipeline; may be empty
   * @param status how it is doing, and why
   * @param since when it said so; null if it has said nothing yet
   */
  public record Instance(
      Kind kind, ComponentId id, String label, StatusEvent status, @Nullable Instant since) {}
}
