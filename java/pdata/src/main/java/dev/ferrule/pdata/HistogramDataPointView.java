package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.I64;
import static dev.ferrule.pdata.WireReader.LEN;
import static dev.ferrule.pdata.WireReader.VARINT;

import java.lang.foreign.MemorySegment;
import java.util.OptionalDouble;

/** A histogram with explicit bounds. */
public final class HistogramDataPointView extends MessageView {
  private int attributesCount;
  private long startTimeUnixNano;
  private long timeUnixNano;
  private long count;
  private OptionalDouble sum = OptionalDouble.empty();
  private int exemplarsCount;
  private int flags;
  private OptionalDouble min = OptionalDouble.empty();
  private OptionalDouble max = OptionalDouble.empty();

  HistogramDataPointView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 9 << 3 | LEN -> attributesCount++;
        case 2 << 3 | I64 -> startTimeUnixNano = in.longValue();
        case 3 << 3 | I64 -> timeUnixNano = in.longValue();
        case 4 << 3 | I64 -> count = in.longValue();
        case 5 << 3 | I64 -> sum = OptionalDouble.of(in.doubleValue());
        case 8 << 3 | LEN -> exemplarsCount++;
        case 10 << 3 | VARINT -> flags = in.intValue();
        case 11 << 3 | I64 -> min = OptionalDouble.of(in.doubleValue());
        case 12 << 3 | I64 -> max = OptionalDouble.of(in.doubleValue());
        default -> {}
      }
    }
  }

  /** The attributes. */
  public RepeatedView<KeyValueView> attributes() {
    return repeated(9 << 3 | LEN, attributesCount, KeyValueView::new);
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
  public OptionalDouble sum() {
    return sum;
  }

  /** The count of each bucket, unsigned; decoded anew by each call. */
  public long[] bucketCounts() {
    return numbers(6, I64);
  }

  /** The bounds between the buckets; decoded anew by each call. */
  public double[] explicitBounds() {
    return doubles(7);
  }

  /** Measurements behind the histogram. */
  public RepeatedView<ExemplarView> exemplars() {
    return repeated(8 << 3 | LEN, exemplarsCount, ExemplarView::new);
  }

  /** A set of {@code DataPointFlags}, unsigned. */
  public long flags() {
    return Integer.toUnsignedLong(flags);
  }

  /** The least measurement. */
  public OptionalDouble min() {
    return min;
  }

  /** The greatest measurement. */
  public OptionalDouble max() {
    return max;
  }
}
