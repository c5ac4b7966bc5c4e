package dev.ferrule.exporterhelper.internal;

import dev.ferrule.component.ItemCounters;
import dev.ferrule.component.Settings;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.Signal;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongGauge;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** What an exporter counts, under the Collector's names. Safe for use by any thread. */
public final class ExporterMetrics {
  private static final AttributeKey<String> EXPORTER = AttributeKey.stringKey("exporter");
  private static final AttributeKey<String> DATA_TYPE = AttributeKey.stringKey("data_type");
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  private static final AttributeKey<Boolean> PERMANENT = AttributeKey.booleanKey("error.permanent");

  /** Found without a thread-local, which every virtual thread would have to make. */
  private static final Context ROOT = Context.root();

  private static final List<Long> ITEM_BOUNDS =
      List.of(
          10L, 25L, 50L, 75L, 100L, 250L, 500L, 750L, 1000L, 2000L, 3000L, 4000L, 5000L, 6000L,
          7000L, 8000L, 9000L, 10_000L, 20_000L, 30_000L, 50_000L, 100_000L);

  /** 128 bytes to 16 MiB. */
  private static final List<Long> BYTE_BOUNDS =
      LongStream.rangeClosed(7, 24).mapToObj(power -> 1L << power).toList();

  private final Meter meter;
  private final Attributes exporter;
  private final Attributes withDestination;
  private final Attributes withDataType;
  private final LongCounter sent;
  private final LongCounter sendFailed;
  private final LongCounter enqueueFailed;
  private final LongUpDownCounter inFlight;
  private final LongHistogram enqueueItems;
  private final LongHistogram enqueueBytes;

  /**
   * The metrics of one exporter and signal.
   *
   * @param destination goes with the counts of what was sent and what was not
   */
  public ExporterMetrics(Settings settings, Signal signal, Attributes destination) {
    String id = settings.id().toString();
    meter = settings.meter();
    exporter = Attributes.of(EXPORTER, id);
    withDestination = destination.toBuilder().put(EXPORTER, id).build();
    withDataType = Attributes.of(EXPORTER, id, DATA_TYPE, signal.id());
    sent =
        ItemCounters.counter(
            meter, signal, "exporter_sent", "Number of %s successfully sent to destination.");
    sendFailed =
        ItemCounters.counter(
            meter,
            signal,
            "exporter_send_failed",
            "Number of %s in failed attempts to send to destination.");
    enqueueFailed =
        ItemCounters.counter(
            meter,
            signal,
            "exporter_enqueue_failed",
            "Number of %s failed to be added to the sending queue.");
    inFlight =
        meter
            .upDownCounterBuilder("otelcol_exporter_in_flight_requests")
            .setDescription(
                "Number of export requests currently in-flight (including retry backoff).")
            .setUnit("{request}")
            .build();
    enqueueItems = histogram("otelcol_exporter_enqueue_size", "units", "{unit}", ITEM_BOUNDS);
    enqueueBytes = histogram("otelcol_exporter_enqueue_size_bytes", "bytes", "By", BYTE_BOUNDS);
  }

  private LongHistogram histogram(String name, String what, String unit, List<Long> bounds) {
    return meter
        .histogramBuilder(name)
        .ofLongs()
        .setDescription("Number of " + what + " in the request added to the sending queue.")
        .setUnit(unit)
        .setExplicitBucketBoundariesAdvice(bounds)
        .build();
  }

  /** A batch is offered to the queue. */
  void offered(Batch batch) {
    enqueueItems.record(batch.itemCount(), exporter, ROOT);
    enqueueBytes.record(batch.byteSize(), exporter, ROOT);
  }

  /** The queue did not take it. */
  void enqueueFailed(int items) {
    enqueueFailed.add(items, exporter, ROOT);
  }

  /** The first attempt to send a batch begins. */
  void began() {
    inFlight.add(1, withDataType, ROOT);
  }

  /** The last attempt has ended. */
  void ended() {
    inFlight.add(-1, withDataType, ROOT);
  }

  /** The destination has the batch. */
  void sent(int items) {
    sent.add(items, withDestination, ROOT);
  }

  /**
   * The batch was given up.
   *
   * @param errorType for the most detailed level of metrics, which alone shows why
   */
  void sendFailed(int items, String errorType, boolean permanent) {
    // So that the series of what was sent is there even if nothing ever is.
    sent.add(0, withDestination, ROOT);
    sendFailed.add(
        items,
        withDestination.toBuilder().put(ERROR_TYPE, errorType).put(PERMANENT, permanent).build(),
        ROOT);
  }

  /** Observes a queue until the returned gauges are closed. */
  List<ObservableLongGauge> observeQueue(LongSupplier size, long capacity) {
    return List.of(
        gauge("queue_size", "Current size of the retry queue (in batches).", size),
        gauge("queue_capacity", "Fixed capacity of the retry queue (in batches).", () -> capacity));
  }

  private ObservableLongGauge gauge(String name, String description, LongSupplier value) {
    return meter
        .gaugeBuilder("otelcol_exporter_" + name)
        .ofLongs()
        .setDescription(description)
        .setUnit("{batch}")
        .buildWithCallback(measurement -> measurement.record(value.getAsLong(), withDataType));
  }
}
