package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.I64;
import static dev.ferrule.pdata.WireReader.LEN;
import static dev.ferrule.pdata.WireReader.VARINT;

import java.lang.foreign.MemorySegment;

/** Something that happened at a moment within a span. */
public final class SpanEventView extends MessageView {
  private long timeUnixNano;
  private long name;
  private int attributesCount;
  private int droppedAttributesCount;

  SpanEventView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | I64 -> timeUnixNano = in.longValue();
        case 2 << 3 | LEN -> name = in.range();
        case 3 << 3 | LEN -> attributesCount++;
        case 4 << 3 | VARINT -> droppedAttributesCount = in.intValue();
        default -> {}
      }
    }
  }

  /** When, nanoseconds since 1970, unsigned; 0 if unknown. */
  public long timeUnixNano() {
    return timeUnixNano;
  }

  /** The name. */
  public String name() {
    return text(name);
  }

  /** The attributes. */
  public RepeatedView<KeyValueView> attributes() {
    return repeated(3 << 3 | LEN, attributesCount, KeyValueView::new);
  }

  /** How many attributes were left out, unsigned. */
  public long droppedAttributesCount() {
    return Integer.toUnsignedLong(droppedAttributesCount);
  }
}
