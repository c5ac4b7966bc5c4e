package dev.ferrule.exporter.debug.internal;

import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.MetricDataView;
import dev.ferrule.pdata.MetricView;
import dev.ferrule.pdata.MetricsView;
import dev.ferrule.pdata.RepeatedView;
import dev.ferrule.pdata.ResourceMetricsView;
import dev.ferrule.pdata.ScopeMetricsView;
import java.util.function.Consumer;

/** Metrics at detailed verbosity. */
final class DetailedMetrics {
  private final DetailedText text = new DetailedText();
  private final DetailedPoints points = new DetailedPoints(text);

  private DetailedMetrics() {}

  static String text(Batch batch) {
    DetailedMetrics metrics = new DetailedMetrics();
    int i = 0;
    for (ResourceMetricsView resource : MetricsView.of(batch).resourceMetrics()) {
      metrics.text.resource("ResourceMetrics", i++, resource.resource(), resource.schemaUrl());
      int j = 0;
      for (ScopeMetricsView scope : resource.scopeMetrics()) {
        metrics.text.scope("ScopeMetrics", j++, scope.scope(), scope.schemaUrl());
        int k = 0;
        for (MetricView metric : scope.metrics()) {
          metrics.text.line("Metric #", k++);
          metrics.metric(metric);
        }
      }
    }
    return metrics.text.toString();
  }

  private void metric(MetricView metric) {
    MetricDataView data = metric.data();
    text.line("Descriptor:");
    text.item("Name", metric.name());
    text.item("Description", metric.description());
    text.item("Unit", metric.unit());
    text.item("DataType", dataType(data));
    text.itemAttributes("Metadata", metric.metadata());
    switch (data) {
      case MetricDataView.Empty _ -> {}
      case MetricDataView.Gauge gauge ->
          each("NumberDataPoints", gauge.dataPoints(), points::number);
      case MetricDataView.Sum sum -> {
        text.item("IsMonotonic", sum.monotonic());
        temporality(sum.aggregationTemporality());
        each("NumberDataPoints", sum.dataPoints(), points::number);
      }
      case MetricDataView.Histogram histogram -> {
        temporality(histogram.aggregationTemporality());
        each("HistogramDataPoints", histogram.dataPoints(), points::histogram);
      }
      case MetricDataView.ExponentialHistogram histogram -> {
        temporality(histogram.aggregationTemporality());
        each("ExponentialHistogramDataPoints", histogram.dataPoints(), points::exponential);
      }
      case MetricDataView.Summary summary ->
          each("SummaryDataPoints", summary.dataPoints(), points::summary);
    }
  }

  private static String dataType(MetricDataView data) {
    return switch (data) {
      case MetricDataView.Empty _ -> "Empty";
      case MetricDataView.Gauge _ -> "Gauge";
      case MetricDataView.Sum _ -> "Sum";
      case MetricDataView.Histogram _ -> "Histogram";
      case MetricDataView.ExponentialHistogram _ -> "ExponentialHistogram";
      case MetricDataView.Summary _ -> "Summary";
    };
  }

  private void temporality(int temporality) {
    text.item("AggregationTemporality", Names.temporality(temporality));
  }

  private <T> void each(String name, RepeatedView<T> dataPoints, Consumer<T> print) {
    int i = 0;
    for (T point : dataPoints) {
      text.line(name, " #", i++);
      print.accept(point);
    }
  }
}
