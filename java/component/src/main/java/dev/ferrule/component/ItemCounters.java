package dev.ferrule.component;

import dev.ferrule.pdata.Signal;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;

/** Makes the counters that the Collector has once for each signal. */
public final class ItemCounters {
  private ItemCounters() {}

  /**
   * The counter of one signal, named as the Collector does: {@code
   * otelcol_receiver_accepted_spans}, {@code ..._metric_points}, {@code ..._log_records}.
   *
   * @param name what is counted, without the prefix and the items: {@code receiver_accepted}
   * @param description with {@code %s} in place of the items
   */
  public static LongCounter counter(Meter meter, Signal signal, String name, String description) {
    return switch (signal) {
      case TRACES -> counter(meter, name, description, "spans", "{span}");
      case METRICS -> counter(meter, name, description, "metric points", "{datapoint}");
      case LOGS -> counter(meter, name, description, "log records", "{record}");
    };
  }

  private static LongCounter counter(
      Meter meter, String name, String description, String items, String unit) {
    return meter
        .counterBuilder("otelcol_" + name + "_" + items.replace(' ', '_'))
        .setDescription(description.formatted(items))
        .setUnit(unit)
        .build();
  }
}
