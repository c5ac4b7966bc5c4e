package dev.ferrule.component;

import dev.ferrule.pdata.Signal;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.EnumMap;
import java.util.Map;

/**
 * Counts what a receiver got by one transport, as every receiver of the Collector does: once for
 * each request that holds items, after the pipelines have answered. Safe for use by any thread.
 */
public final class ReceiverMetrics {
  private static final AttributeKey<String> RECEIVER = AttributeKey.stringKey("receiver");
  private static final AttributeKey<String> TRANSPORT = AttributeKey.stringKey("transport");

  private final Map<Signal, Counters> counters = new EnumMap<>(Signal.class);
  private final Attributes attributes;

  private record Counters(LongCounter accepted, LongCounter refused, LongCounter failed) {}

  /**
   * The metrics of one receiver and one transport.
   *
   * @param transport what carries the requests: {@code grpc}, {@code http}, ...
   */
  public ReceiverMetrics(Settings settings, String transport) {
    attributes = Attributes.of(RECEIVER, settings.id().toString(), TRANSPORT, transport);
    for (Signal signal : Signal.values()) {
      counters.put(signal, counters(settings.meter(), signal));
    }
  }

  private static Counters counters(Meter meter, Signal signal) {
    return new Counters(
        ItemCounters.counter(
            meter,
            signal,
            "receiver_accepted",
            "Number of %s successfully pushed into the pipeline."),
        ItemCounters.counter(
            meter,
            signal,
            "receiver_refused",
            "Number of %s that could not be pushed into the pipeline."),
        ItemCounters.counter(
            meter,
            signal,
            "receiver_failed",
            "The number of %s that failed to be processed by the receiver due to internal errors."));
  }

  /** The pipelines took a request with that many items. */
  public void accepted(Signal signal, int items) {
    add(signal, items, 0, 0);
  }

  /** A pipeline did not take it, or its sender was gone. */
  public void refused(Signal signal, int items) {
    add(signal, 0, items, 0);
  }

  /** A defect kept it from being taken. */
  public void failed(Signal signal, int items) {
    add(signal, 0, 0, items);
  }

  /** All three, so that each series is there from the first request on. */
  private void add(Signal signal, int accepted, int refused, int failed) {
    Counters of = counters.get(signal);
    if (of == null) {
      throw new IllegalArgumentException("no counters for " + signal);
    }
    // Nothing here depends on the current context, and the root is found without a thread-local,
    // which every virtual thread would have to make.
    Context root = Context.root();
    of.accepted().add(accepted, attributes, root);
    of.refused().add(refused, attributes, root);
    of.failed().add(failed, attributes, root);
  }
}
