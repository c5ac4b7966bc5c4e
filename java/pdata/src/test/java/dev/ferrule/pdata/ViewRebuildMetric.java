package dev.ferrule.pdata;

import static dev.ferrule.pdata.ViewRebuild.attributes;
import static dev.ferrule.pdata.ViewRebuild.buckets;
import static dev.ferrule.pdata.ViewRebuild.bytes;
import static dev.ferrule.pdata.ViewRebuild.each;
import static dev.ferrule.pdata.ViewRebuild.longs;

import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.Arrays;

/** The part of {@link ViewRebuild} for metrics. */
final class ViewRebuildMetric {
  private ViewRebuildMetric() {}

  static Metric metric(MetricView view) {
    Metric.Builder metric =
        Metric.newBuilder()
            .setName(view.name())
            .setDescription(view.description())
            .setUnit(view.unit())
            .addAllMetadata(attributes(view.metadata()));
    switch (view.data()) {
      case MetricDataView.Empty _ -> {}
      case MetricDataView.Gauge gauge ->
          metric.setGauge(
              Gauge.newBuilder()
                  .addAllDataPoints(each(gauge.dataPoints(), ViewRebuildMetric::number)));
      case MetricDataView.Sum sum ->
          metric.setSum(
              Sum.newBuilder()
                  .addAllDataPoints(each(sum.dataPoints(), ViewRebuildMetric::number))
                  .setAggregationTemporalityValue(sum.aggregationTemporality())
                  .setIsMonotonic(sum.monotonic()));
      case MetricDataView.Histogram histogram ->
          metric.setHistogram(
              Histogram.newBuilder()
                  .addAllDataPoints(each(histogram.dataPoints(), ViewRebuildMetric::histogram))
                  .setAggregationTemporalityValue(histogram.aggregationTemporality()));
      case MetricDataView.ExponentialHistogram histogram ->
          metric.setExponentialHistogram(
              ExponentialHistogram.newBuilder()
                  .addAllDataPoints(each(histogram.dataPoints(), ViewRebuildMetric::exponential))
                  .setAggregationTemporalityValue(histogram.aggregationTemporality()));
      case MetricDataView.Summary summary ->
          metric.setSummary(
              Summary.newBuilder()
                  .addAllDataPoints(each(summary.dataPoints(), ViewRebuildMetric::summary)));
    }
    return metric.build();
  }

  private static NumberDataPoint number(NumberDataPointView view) {
    NumberDataPoint.Builder point =
        NumberDataPoint.newBuilder()
            .addAllAttributes(attributes(view.attributes()))
            .setStartTimeUnixNano(view.startTimeUnixNano())
            .setTimeUnixNano(view.timeUnixNano())
            .addAllExemplars(each(view.exemplars(), ViewRebuildMetric::exemplar))
            .setFlags((int) view.flags());
    switch (view.value()) {
      case NumberView.Empty _ -> {}
      case NumberView.IntValue value -> point.setAsInt(value.value());
      case NumberView.DoubleValue value -> point.setAsDouble(value.value());
    }
    return point.build();
  }

  private static HistogramDataPoint histogram(HistogramDataPointView view) {
    HistogramDataPoint.Builder point =
        HistogramDataPoint.newBuilder()
            .addAllAttributes(attributes(view.attributes()))
            .setStartTimeUnixNano(view.startTimeUnixNano())
            .setTimeUnixNano(view.timeUnixNano())
            .setCount(view.count())
            .addAllBucketCounts(longs(view.bucketCounts()))
            .addAllExplicitBounds(Arrays.stream(view.explicitBounds()).boxed().toList())
            .addAllExemplars(each(view.exemplars(), ViewRebuildMetric::exemplar))
            .setFlags((int) view.flags());
    view.sum().ifPresent(point::setSum);
    view.min().ifPresent(point::setMin);
    view.max().ifPresent(point::setMax);
    return point.build();
  }

  private static ExponentialHistogramDataPoint exponential(ExponentialHistogramDataPointView view) {
    ExponentialHistogramDataPoint.Builder point =
        ExponentialHistogramDataPoint.newBuilder()
            .addAllAttributes(attributes(view.attributes()))
            .setStartTimeUnixNano(view.startTimeUnixNano())
            .setTimeUnixNano(view.timeUnixNano())
            .setCount(view.count())
            .setScale(view.scale())
            .setZeroCount(view.zeroCount())
            .setPositive(buckets(view.positive()))
            .setNegative(buckets(view.negative()))
            .setFlags((int) view.flags())
            .addAllExemplars(each(view.exemplars(), ViewRebuildMetric::exemplar))
            .setZeroThreshold(view.zeroThreshold());
    view.sum().ifPresent(point::setSum);
    view.min().ifPresent(point::setMin);
    view.max().ifPresent(point::setMax);
    return point.build();
  }

  private static SummaryDataPoint summary(SummaryDataPointView view) {
    return SummaryDataPoint.newBuilder()
        .addAllAttributes(attributes(view.attributes()))
        .setStartTimeUnixNano(view.startTimeUnixNano())
        .setTimeUnixNano(view.timeUnixNano())
        .setCount(view.count())
        .setSum(view.sum())
        .addAllQuantileValues(
            each(
                view.quantileValues(),
                quantile ->
                    SummaryDataPoint.ValueAtQuantile.newBuilder()
                        .setQuantile(quantile.quantile())
                        .setValue(quantile.value())
                        .build()))
        .setFlags((int) view.flags())
        .build();
  }

  private static Exemplar exemplar(ExemplarView view) {
    Exemplar.Builder exemplar =
        Exemplar.newBuilder()
            .addAllFilteredAttributes(attributes(view.filteredAttributes()))
            .setTimeUnixNano(view.timeUnixNano())
            .setSpanId(bytes(view.spanId()))
            .setTraceId(bytes(view.traceId()));
    switch (view.value()) {
      case NumberView.Empty _ -> {}
      case NumberView.IntValue value -> exemplar.setAsInt(value.value());
      case NumberView.DoubleValue value -> exemplar.setAsDouble(value.value());
    }
    return exemplar.build();
  }
}
