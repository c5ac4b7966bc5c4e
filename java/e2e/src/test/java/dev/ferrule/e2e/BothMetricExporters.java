package dev.ferrule.e2e;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;
import java.util.List;

/** Sends metrics to two exporters, which the SDK offers for spans and logs only. */
record BothMetricExporters(MetricExporter first, MetricExporter second) implements MetricExporter {
  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return first.getAggregationTemporality(type);
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    return CompletableResultCode.ofAll(List.of(first.export(metrics), second.export(metrics)));
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofAll(List.of(first.flush(), second.flush()));
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofAll(List.of(first.shutdown(), second.shutdown()));
  }
}
