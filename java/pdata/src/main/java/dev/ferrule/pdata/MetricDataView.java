package dev.ferrule.pdata;

/** The data points of a metric, by kind. Valid as long as the lease on the batch. */
public sealed interface MetricDataView {

  /** No data. */
  record Empty() implements MetricDataView {
    static final Empty INSTANCE = new Empty();
  }

  /** Values as they were at a moment. */
  record Gauge(RepeatedView<NumberDataPointView> dataPoints) implements MetricDataView {}

  /**
   * Sums.
   *
   * @param aggregationTemporality an {@code AggregationTemporality}: 0 unspecified, 1 delta, 2
   *     cumulative
   * @param monotonic whether the sum never falls
   */
  record Sum(
      RepeatedView<NumberDataPointView> dataPoints, int aggregationTemporality, boolean monotonic)
      implements MetricDataView {}

  /**
   * Histograms with explicit bounds.
   *
   * @param aggregationTemporality an {@code AggregationTemporality}: 0 unspecified, 1 delta, 2
   *     cumulative
   */
  record Histogram(RepeatedView<HistogramDataPointView> dataPoints, int aggregationTemporality)
      implements MetricDataView {}

  /**
   * Histograms with exponential bounds.
   *
   * @param aggregationTemporality an {@code AggregationTemporality}: 0 unspecified, 1 delta, 2
   *     cumulative
   */
  record ExponentialHistogram(
      RepeatedView<ExponentialHistogramDataPointView> dataPoints, int aggregationTemporality)
      implements MetricDataView {}

  /** Quantiles. */
  record Summary(RepeatedView<SummaryDataPointView> dataPoints) implements MetricDataView {}

  /** How many data points there are. */
  default int dataPointCount() {
    return switch (this) {
      case Empty _ -> 0;
      case Gauge gauge -> gauge.dataPoints().size();
      case Sum sum -> sum.dataPoints().size();
      case Histogram histogram -> histogram.dataPoints().size();
      case ExponentialHistogram histogram -> histogram.dataPoints().size();
      case Summary summary -> summary.dataPoints().size();
    };
  }
}
