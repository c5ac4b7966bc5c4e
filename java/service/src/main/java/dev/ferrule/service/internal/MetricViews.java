package dev.ferrule.service.internal;

import dev.ferrule.service.MetricsLevel;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import java.util.Set;

/** What a level of metrics leaves out. Components measure it all the same, at next to no cost. */
final class MetricViews {
  private static final View DROP = View.builder().setAggregation(Aggregation.drop()).build();
  private static final Set<String> WHY = Set.of("error.type", "error.permanent");

  private MetricViews() {}

  static void register(SdkMeterProviderBuilder builder, MetricsLevel level) {
    if (level == MetricsLevel.DETAILED) {
      return;
    }
    builder.registerView(named("otelcol_exporter_enqueue_size"), DROP);
    builder.registerView(named("otelcol_exporter_enqueue_size_bytes"), DROP);
    builder.registerView(
        named("otelcol_exporter_send_failed_*"),
        View.builder().setAttributeFilter(attribute -> !WHY.contains(attribute)).build());
  }

  private static InstrumentSelector named(String pattern) {
    return InstrumentSelector.builder().setName(pattern).build();
  }
}
