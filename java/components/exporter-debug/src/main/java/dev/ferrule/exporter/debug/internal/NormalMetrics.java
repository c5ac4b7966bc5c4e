package dev.ferrule.exporter.debug.internal;

import static dev.ferrule.exporter.debug.internal.GoNumbers.fixed;
import static dev.ferrule.exporter.debug.internal.GoNumbers.general;

import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.ExponentialHistogramDataPointView;
import dev.ferrule.pdata.HistogramDataPointView;
import dev.ferrule.pdata.KeyValueView;
import dev.ferrule.pdata.MetricDataView;
import dev.ferrule.pdata.MetricView;
import dev.ferrule.pdata.MetricsView;
import dev.ferrule.pdata.NumberDataPointView;
import dev.ferrule.pdata.NumberView;
import dev.ferrule.pdata.QuantileView;
import dev.ferrule.pdata.RepeatedView;
import dev.ferrule.pdata.ResourceMetricsView;
import dev.ferrule.pdata.ScopeMetricsView;
import dev.ferrule.pdata.SummaryDataPointView;
import java.util.OptionalDouble;

/** Metrics at normal verbosity: a line a data point. */
final class NormalMetrics {
  private final NormalText text = new NormalText();

  private NormalMetrics() {}

  static String text(Batch batch) {
    NormalMetrics metrics = new NormalMetrics();
    int i = 0;
    for (ResourceMetricsView resource : MetricsView.of(batch).resourceMetrics()) {
      metrics.text.resource("ResourceMetrics", i++, resource.resource(), resource.schemaUrl());
      int j = 0;
      for (ScopeMetricsView scope : resource.scopeMetrics()) {
        metrics.text.scope("ScopeMetrics", j++, scope.scope(), scope.schemaUrl());
        scope.metrics().forEach(metrics::points);
      }
    }
    return metrics.text.toString();
  }

  private void points(MetricView metric) {
    String name = metric.name();
    switch (metric.data()) {
      case MetricDataView.Empty _ -> {}
      case MetricDataView.Gauge gauge ->
          gauge.dataPoints().forEach(point -> line(name, point.attributes(), value(point)));
      case MetricDataView.Sum sum ->
          sum.dataPoints().forEach(point -> line(name, point.attributes(), value(point)));
      case MetricDataView.Histogram histogram ->
          histogram.dataPoints().forEach(point -> line(name, point.attributes(), value(point)));
      case MetricDataView.ExponentialHistogram histogram ->
          histogram.dataPoints().forEach(point -> line(name, point.attributes(), value(point)));
      case MetricDataView.Summary summary ->
          summary.dataPoints().forEach(point -> line(name, point.attributes(), value(point)));
    }
  }

  private void line(String name, RepeatedView<KeyValueView> attributes, String value) {
    text.append(name).append("{").joined(",", attributes).append("} ").append(value).append("\n");
  }

  private static String value(NumberDataPointView point) {
    return switch (point.value()) {
      case NumberView.Empty _ -> "";
      case NumberView.IntValue integer -> Long.toString(integer.value());
      case NumberView.DoubleValue number -> general(number.value());
    };
  }

  private static String value(HistogramDataPointView point) {
    StringBuilder value = aggregate(point.count(), point.sum(), point.min(), point.max());
    double[] bounds = point.explicitBounds();
    long[] counts = point.bucketCounts();
    for (int i = 0; i < counts.length; i++) {
      value.append(' ');
      if (i < bounds.length) {
        value.append("le").append(general(bounds[i])).append('=');
      }
      value.append(Long.toUnsignedString(counts[i]));
    }
    return value.toString();
  }

  private static String value(ExponentialHistogramDataPointView point) {
    StringBuilder value = aggregate(point.count(), point.sum(), point.min(), point.max());
    ExponentialBounds bounds = new ExponentialBounds(point.scale());
    long[] negative = point.negative().bucketCounts();
    for (int i = negative.length - 1; i >= 0; i--) {
      bucket(value, -bounds.at(point.negative().offset(), i), negative[i]);
    }
    if (point.zeroCount() != 0) {
      value.append(" zero=").append(Long.toUnsignedString(point.zeroCount()));
    }
    long[] positive = point.positive().bucketCounts();
    for (int i = 0; i < positive.length; i++) {
      bucket(value, bounds.at(point.positive().offset(), i + 1), positive[i]);
    }
    return value.toString();
  }

  private static String value(SummaryDataPointView point) {
    StringBuilder value =
        new StringBuilder("count=")
            .append(Long.toUnsignedString(point.count()))
            .append(" sum=")
            .append(fixed(point.sum()));
    for (QuantileView quantile : point.quantileValues()) {
      value
          .append(" q")
          .append(general(quantile.quantile()))
          .append('=')
          .append(general(quantile.value()));
    }
    return value.toString();
  }

  private static StringBuilder aggregate(
      long count, OptionalDouble sum, OptionalDouble min, OptionalDouble max) {
    StringBuilder value = new StringBuilder("count=").append(Long.toUnsignedString(count));
    sum.ifPresent(number -> value.append(" sum=").append(general(number)));
    min.ifPresent(number -> value.append(" min=").append(general(number)));
    max.ifPresent(number -> value.append(" max=").append(general(number)));
    return value;
  }

  private static void bucket(StringBuilder value, double upperBound, long count) {
    value
        .append(" le")
        .append(general(upperBound))
        .append('=')
        .append(Long.toUnsignedString(count));
  }
}
