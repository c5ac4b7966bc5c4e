package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.I64;
import static dev.ferrule.pdata.WireReader.LEN;
import static dev.ferrule.pdata.WireReader.VARINT;

import java.lang.foreign.MemorySegment;

/** Quantiles that the source computed. */
public final class SummaryDataPointView extends MessageView {
  private int attributesCount;
  private long startTimeUnixNano;
  private long timeUnixNano;
  private long count;
  private double sum;
  private int quantileValuesCount;
  private int flags;

  SummaryDataPointView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 7 << 3 | LEN -> attributesCount++;
        case 2 << 3 | I64 -> startTimeUnixNano = in.longValue();
        case 3 << 3 | I64 -> timeUnixNano = in.longValue();
        case 4 << 3 | I64 -> count = in.longValue();
        case 5 << 3 | I64 -> sum = in.doubleValue();
        case 6 << 3 | LEN -> quantileValuesCount++;
        case 8 << 3 | VARINT -> flags = in.intValue();
        default -> {}
      }
    }
  }

  /** The attributes. */
  public RepeatedView<KeyValueView> attributes() {
    return repeated(7 << 3 | LEN, attributesCount, KeyValueView::new);
  }

  /** When the aggregation began, nanoseconds since 1970, unsigned; 0 if unknown. */
  public long startTimeUnixNano() {
    return startTimeUnixNano;
  }

  /** When the value was taken, nanoseconds since 1970, unsigned; 0 if unknown. */
  public long timeUnixNano() {
    return timeUnixNano;
  }

  /** How many measurements, unsigned. */
  public long count() {
    return count;
  }

  /** The sum of the measurements. */
  public double sum() {
    return sum;
  }

  /** The quantiles. */
  public RepeatedView<QuantileView> quantileValues() {
    return repeated(6 << 3 | LEN, quantileValuesCount, QuantileView::new);
  }

  /** A set of {@code DataPointFlags}, unsigned. */
  public long flags() {
    return Integer.toUnsignedLong(flags);
  }
}
