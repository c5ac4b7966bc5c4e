package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.I64;
import static dev.ferrule.pdata.WireReader.LEN;
import static dev.ferrule.pdata.WireReader.VARINT;

import java.lang.foreign.MemorySegment;
import java.util.OptionalDouble;

/** A histogram with exponential bounds. */
public final class ExponentialHistogramDataPointView extends MessageView {
  private int attributesCount;
  private long startTimeUnixNano;
  private long timeUnixNano;
  private long count;
  private OptionalDouble sum = OptionalDouble.empty();
  private int scale;
  private long zeroCount;
  private long positive;
  private long negative;
  private int flags;
  private int exemplarsCount;
  private OptionalDouble min = OptionalDouble.empty();
  private OptionalDouble max = OptionalDouble.empty();
  private double zeroThreshold;

  ExponentialHistogramDataPointView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | LEN -> attributesCount++;
        case 2 << 3 | I64 -> startTimeUnixNano = in.longValue();
        case 3 << 3 | I64 -> timeUnixNano = in.longValue();
        case 4 << 3 | I64 -> count = in.longValue();
        case 5 << 3 | I64 -> sum = OptionalDouble.of(in.doubleValue());
        case 6 << 3 | VARINT -> scale = in.zigZagValue();
        case 7 << 3 | I64 -> zeroCount = in.longValue();
        case 8 << 3 | LEN -> positive = note(positive, in);
        case 9 << 3 | LEN -> negative = note(negative, in);
        case 10 << 3 | VARINT -> flags = in.intValue();
        case 11 << 3 | LEN -> exemplarsCount++;
        case 12 << 3 | I64 -> min = OptionalDouble.of(in.doubleValue());
        case 13 << 3 | I64 -> max = OptionalDouble.of(in.doubleValue());
        case 14 << 3 | I64 -> zeroThreshold = in.doubleValue();
        default -> {}
      }
    }
  }

  /** The attributes. */
  public RepeatedView<KeyValueView> attributes() {
    return repeated(1 << 3 | LEN, attributesCount, KeyValueView::new);
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

  /** The resolution: the base of the bounds is {@code 2^(2^-scale)}. */
  public int scale() {
    return scale;
  }

  /** How many measurements are about zero, unsigned. */
  public long zeroCount() {
    return zeroCount;
  }

  /** The buckets above zero. */
  public BucketsView positive() {
    return message(8 << 3 | LEN, positive, BucketsView::new);
  }

  /** The buckets below zero. */
  public BucketsView negative() {
    return message(9 << 3 | LEN, negative, BucketsView::new);
  }

  /** A set of {@code DataPointFlags}, unsigned. */
  public long flags() {
    return Integer.toUnsignedLong(flags);
  }

  /** Measurements behind the histogram. */
  public RepeatedView<ExemplarView> exemplars() {
    return repeated(11 << 3 | LEN, exemplarsCount, ExemplarView::new);
  }

  /** The least measurement. */
  public OptionalDouble min() {
    return min;
  }

  /** The greatest measurement. */
  public OptionalDouble max() {
    return max;
  }

  /** How far from zero a measurement is still about zero. */
  public double zeroThreshold() {
    return zeroThreshold;
  }
}
