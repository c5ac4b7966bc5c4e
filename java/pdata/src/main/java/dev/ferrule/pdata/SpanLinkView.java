package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.I32;
import static dev.ferrule.pdata.WireReader.LEN;
import static dev.ferrule.pdata.WireReader.VARINT;

import java.lang.foreign.MemorySegment;

/** A pointer from a span to a span, often of another trace. */
public final class SpanLinkView extends MessageView {
  private long traceId;
  private long spanId;
  private long traceState;
  private int attributesCount;
  private int droppedAttributesCount;
  private int flags;

  SpanLinkView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | LEN -> traceId = in.range();
        case 2 << 3 | LEN -> spanId = in.range();
        case 3 << 3 | LEN -> traceState = in.range();
        case 4 << 3 | LEN -> attributesCount++;
        case 5 << 3 | VARINT -> droppedAttributesCount = in.intValue();
        case 6 << 3 | I32 -> flags = in.intValue();
        default -> {}
      }
    }
  }

  /** The trace pointed to, 16 bytes. */
  public BytesView traceId() {
    return bytes(traceId);
  }

  /** The span pointed to, 8 bytes. */
  public BytesView spanId() {
    return bytes(spanId);
  }

  /** The W3C trace state, or empty. */
  public String traceState() {
    return text(traceState);
  }

  /** The attributes. */
  public RepeatedView<KeyValueView> attributes() {
    return repeated(4 << 3 | LEN, attributesCount, KeyValueView::new);
  }

  /** How many attributes were left out, unsigned. */
  public long droppedAttributesCount() {
    return Integer.toUnsignedLong(droppedAttributesCount);
  }

  /** Trace flags in the low 8 bits, unsigned. */
  public long flags() {
    return Integer.toUnsignedLong(flags);
  }
}
