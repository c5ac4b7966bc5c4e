package dev.ferrule.exporter.debug.internal;

import static dev.ferrule.exporter.debug.internal.FullRequests.TIME;
import static dev.ferrule.exporter.debug.internal.FullRequests.text;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.List;

/** The metrics of {@link FullRequests}: each kind with points that say all and that say nothing. */
final class FullMetrics {
  private static final long START = TIME - 60_000_000_000L;

  private FullMetrics() {}

  static ExportMetricsServiceRequest metrics() {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(FullRequests.resource())
                .setSchemaUrl("https://example.com/resource")
                .addScopeMetrics(
                    ScopeMetrics.newBuilder()
                        .setScope(FullRequests.scope())
                        .setSchemaUrl("https://example.com/metrics")
                        .addMetrics(gauge())
                        .addMetrics(sum())
                        .addMetrics(histogram())
                        .addMetrics(exponentialHistogram())
                        .addMetrics(summary())
                        .addMetrics(Metric.newBuilder().setName("empty"))))
        .addResourceMetrics(ResourceMetrics.newBuilder())
        .build();
  }

  private static Metric gauge() {
    return Metric.newBuilder()
        .setName("temperature")
        .setDescription("of the room")
        .setUnit("Cel")
        .addMetadata(text("source", "sensor"))
        .setGauge(
            Gauge.newBuilder()
                .addDataPoints(
                    NumberDataPoint.newBuilder()
                        .addAttributes(text("room", "a"))
                        .addAttributes(text("floor", "1"))
                        .setStartTimeUnixNano(START)
                        .setTimeUnixNano(TIME)
                        .setAsDouble(21.75)
                        .setFlags(1)
                        .addExemplars(exemplar().setAsDouble(22.5))
                        .addExemplars(Exemplar.newBuilder().setAsInt(22)))
                .addDataPoints(NumberDataPoint.newBuilder()))
        .build();
  }

  private static Metric sum() {
    return Metric.newBuilder()
        .setName("requests")
        .setSum(
            Sum.newBuilder()
                .setIsMonotonic(true)
                .setAggregationTemporality(
                    AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(TIME).setAsInt(-12))
                .addDataPoints(NumberDataPoint.newBuilder().setAsDouble(1_234_567)))
        .build();
  }

  private static Metric histogram() {
    return Metric.newBuilder()
        .setName("latency")
        .setUnit("s")
        .setHistogram(
            Histogram.newBuilder()
                .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                .addDataPoints(
                    HistogramDataPoint.newBuilder()
                        .addAttributes(text("route", "/cart"))
                        .setStartTimeUnixNano(START)
                        .setTimeUnixNano(TIME)
                        .setCount(6)
                        .setSum(3.5)
                        .setMin(0.001)
                        .setMax(2)
                        .addAllBucketCounts(List.of(1L, 2L, 3L))
                        .addAllExplicitBounds(List.of(0.1, 1.0))
                        .setFlags(1)
                        .addExemplars(exemplar().setAsDouble(0.05)))
                .addDataPoints(HistogramDataPoint.newBuilder().setCount(-1)))
        .build();
  }

  private static Metric exponentialHistogram() {
    return Metric.newBuilder()
        .setName("sizes")
        .setExponentialHistogram(
            ExponentialHistogram.newBuilder()
                .setAggregationTemporalityValue(9)
                .addDataPoints(
                    ExponentialHistogramDataPoint.newBuilder()
                        .addAttributes(text("kind", "blob"))
                        .setStartTimeUnixNano(START)
                        .setTimeUnixNano(TIME)
                        .setCount(10)
                        .setSum(20)
                        .setMin(-4)
                        .setMax(64)
                        .setScale(-1)
                        .setZeroCount(1)
                        .setZeroThreshold(0.001)
                        .setNegative(
                            ExponentialHistogramDataPoint.Buckets.newBuilder()
                                .setOffset(-1)
                                .addAllBucketCounts(List.of(2L, 3L)))
                        .setPositive(
                            ExponentialHistogramDataPoint.Buckets.newBuilder()
                                .setOffset(1)
                                .addAllBucketCounts(List.of(0L, 4L)))
                        .setFlags(1)
                        .addExemplars(exemplar().setAsInt(16)))
                .addDataPoints(ExponentialHistogramDataPoint.newBuilder()))
        .build();
  }

  private static Metric summary() {
    return Metric.newBuilder()
        .setName("rpc")
        .setSummary(
            Summary.newBuilder()
                .addDataPoints(
                    SummaryDataPoint.newBuilder()
                        .addAttributes(text("method", "Get"))
                        .setStartTimeUnixNano(START)
                        .setTimeUnixNano(TIME)
                        .setCount(4)
                        .setSum(1.25)
                        .setFlags(1)
                        .addQuantileValues(
                            SummaryDataPoint.ValueAtQuantile.newBuilder()
                                .setQuantile(0.5)
                                .setValue(0.25))
                        .addQuantileValues(
                            SummaryDataPoint.ValueAtQuantile.newBuilder()
                                .setQuantile(0.99)
                                .setValue(1e6)))
                .addDataPoints(SummaryDataPoint.newBuilder()))
        .build();
  }

  private static Exemplar.Builder exemplar() {
    return Exemplar.newBuilder()
        .addFilteredAttributes(text("user", "u1"))
        .setTimeUnixNano(TIME)
        .setSpanId(FullRequests.SPAN_ID)
        .setTraceId(FullRequests.TRACE_ID);
  }
}
