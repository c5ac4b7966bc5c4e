package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.LEN;
import static dev.ferrule.pdata.WireReader.VARINT;

import java.lang.foreign.MemorySegment;

/** Reads one of the data messages of a metric; they share their field numbers. */
final class MetricDataReader {
  static final int GAUGE = 5 << 3 | LEN;
  static final int SUM = 7 << 3 | LEN;
  static final int HISTOGRAM = 9 << 3 | LEN;
  static final int EXPONENTIAL_HISTOGRAM = 10 << 3 | LEN;
  static final int SUMMARY = 11 << 3 | LEN;

  private static final int DATA_POINTS = 1 << 3 | LEN;
  private static final int AGGREGATION_TEMPORALITY = 2 << 3 | VARINT;
  private static final int IS_MONOTONIC = 3 << 3 | VARINT;

  private final MemorySegment segment;
  private final int start;
  private final int end;
  private int count;
  private int temporality;
  private boolean monotonic;

  MetricDataReader(MemorySegment segment, long range) {
    this.segment = segment;
    this.start = WireReader.startOf(range);
    this.end = WireReader.endOf(range);
    for (WireReader in = new WireReader(segment, start, end); in.next(); ) {
      switch (in.tag()) {
        case DATA_POINTS -> count++;
        case AGGREGATION_TEMPORALITY -> temporality = in.intValue();
        case IS_MONOTONIC -> monotonic = in.longValue() != 0;
        default -> {}
      }
    }
  }

  /** The data of the metric whose field has that tag. */
  MetricDataView read(int tag) {
    return switch (tag) {
      case GAUGE -> new MetricDataView.Gauge(points(NumberDataPointView::new));
      case SUM -> new MetricDataView.Sum(points(NumberDataPointView::new), temporality, monotonic);
      case HISTOGRAM ->
          new MetricDataView.Histogram(points(HistogramDataPointView::new), temporality);
      case EXPONENTIAL_HISTOGRAM ->
          new MetricDataView.ExponentialHistogram(
              points(ExponentialHistogramDataPointView::new), temporality);
      case SUMMARY -> new MetricDataView.Summary(points(SummaryDataPointView::new));
      default -> MetricDataView.Empty.INSTANCE;
    };
  }

  private <T> RepeatedView<T> points(MessageView.Reader<T> reader) {
    return new RepeatedView<>(segment, start, end, DATA_POINTS, count, reader);
  }
}
