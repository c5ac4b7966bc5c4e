package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.I64;
import static dev.ferrule.pdata.WireReader.LEN;
import static dev.ferrule.pdata.WireReader.VARINT;

import java.lang.foreign.MemorySegment;

/** A value of a gauge or a sum. */
public final class NumberDataPointView extends MessageView {
  private int attributesCount;
  private long startTimeUnixNano;
  private long timeUnixNano;
  private NumberView value = NumberView.Empty.INSTANCE;
  private int exemplarsCount;
  private int flags;

  NumberDataPointView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 7 << 3 | LEN -> attributesCount++;
        case 2 << 3 | I64 -> startTimeUnixNano = in.longValue();
        case 3 << 3 | I64 -> timeUnixNano = in.longValue();
        case 4 << 3 | I64 -> value = new NumberView.DoubleValue(in.doubleValue());
        case 6 << 3 | I64 -> value = new NumberView.IntValue(in.longValue());
        case 5 << 3 | LEN -> exemplarsCount++;
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

  /** The value. */
  public NumberView value() {
    return value;
  }

  /** Measurements behind the value. */
  public RepeatedView<ExemplarView> exemplars() {
    return repeated(5 << 3 | LEN, exemplarsCount, ExemplarView::new);
  }

  /** A set of {@code DataPointFlags}, unsigned. */
  public long flags() {
    return Integer.toUnsignedLong(flags);
  }
}
