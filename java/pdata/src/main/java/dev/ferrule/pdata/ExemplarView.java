package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.I64;
import static dev.ferrule.pdata.WireReader.LEN;

import java.lang.foreign.MemorySegment;

/** One measurement behind an aggregated value. */
public final class ExemplarView extends MessageView {
  private int filteredAttributesCount;
  private long timeUnixNano;
  private NumberView value = NumberView.Empty.INSTANCE;
  private long spanId;
  private long traceId;

  ExemplarView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 7 << 3 | LEN -> filteredAttributesCount++;
        case 2 << 3 | I64 -> timeUnixNano = in.longValue();
        case 3 << 3 | I64 -> value = new NumberView.DoubleValue(in.doubleValue());
        case 6 << 3 | I64 -> value = new NumberView.IntValue(in.longValue());
        case 4 << 3 | LEN -> spanId = in.range();
        case 5 << 3 | LEN -> traceId = in.range();
        default -> {}
      }
    }
  }

  /** Attributes that the aggregation left out. */
  public RepeatedView<KeyValueView> filteredAttributes() {
    return repeated(7 << 3 | LEN, filteredAttributesCount, KeyValueView::new);
  }

  /** When it was taken, nanoseconds since 1970, unsigned; 0 if unknown. */
  public long timeUnixNano() {
    return timeUnixNano;
  }

  /** The value. */
  public NumberView value() {
    return value;
  }

  /** The span it was taken in, 8 bytes, or empty. */
  public BytesView spanId() {
    return bytes(spanId);
  }

  /** The trace it was taken in, 16 bytes, or empty. */
  public BytesView traceId() {
    return bytes(traceId);
  }
}
