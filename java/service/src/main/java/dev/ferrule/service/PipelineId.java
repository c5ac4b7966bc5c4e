package dev.ferrule.service;

import dev.ferrule.component.ComponentId;
import dev.ferrule.pdata.Signal;
import java.util.Comparator;

/**
 * The name of a pipeline: {@code signal} or {@code signal/name}.
 *
 * @param name empty if it has none
 */
public record PipelineId(Signal signal, String name) implements Comparable<PipelineId> {
  private static final Comparator<PipelineId> ORDER =
      Comparator.comparing(PipelineId::signal).thenComparing(PipelineId::name);

  /**
   * Reads a pipeline's name by the rules of {@link ComponentId#parse}.
   *
   * @throws IllegalArgumentException if it is not one, with what it should be
   */
  public static PipelineId parse(String id) {
    ComponentId parts = ComponentId.parse(id);
    if (parts.type().equals("profiles")) {
      throw new IllegalArgumentException(
          "pipeline \"%s\": profiling signal support is not there yet".formatted(id));
    }
    Signal signal =
        Signal.of(parts.type())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "unknown pipeline signal \"%s\" (valid: traces, metrics, logs)"
                        .formatted(parts.type())));
    return new PipelineId(signal, parts.name());
  }

  @Override
  public int compareTo(PipelineId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return name.isEmpty() ? signal.id() : signal.id() + "/" + name;
  }
}
