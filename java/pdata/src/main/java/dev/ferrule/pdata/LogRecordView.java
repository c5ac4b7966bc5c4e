package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.I32;
import static dev.ferrule.pdata.WireReader.I64;
import static dev.ferrule.pdata.WireReader.LEN;
import static dev.ferrule.pdata.WireReader.VARINT;

import java.lang.foreign.MemorySegment;

/** A log record. */
public final class LogRecordView extends MessageView {
  private long timeUnixNano;
  private long observedTimeUnixNano;
  private int severityNumber;
  private long severityText;
  private long body;
  private int attributesCount;
  private int droppedAttributesCount;
  private int flags;
  private long traceId;
  private long spanId;
  private long eventName;

  LogRecordView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | I64 -> timeUnixNano = in.longValue();
        case 11 << 3 | I64 -> observedTimeUnixNano = in.longValue();
        case 2 << 3 | VARINT -> severityNumber = in.intValue();
        case 3 << 3 | LEN -> severityText = in.range();
        case 5 << 3 | LEN -> body = note(body, in);
        case 6 << 3 | LEN -> attributesCount++;
        case 7 << 3 | VARINT -> droppedAttributesCount = in.intValue();
        case 8 << 3 | I32 -> flags = in.intValue();
        case 9 << 3 | LEN -> traceId = in.range();
        case 10 << 3 | LEN -> spanId = in.range();
        case 12 << 3 | LEN -> eventName = in.range();
        default -> {}
      }
    }
  }

  /** When it happened, nanoseconds since 1970, unsigned; 0 if unknown. */
  public long timeUnixNano() {
    return timeUnixNano;
  }

  /** When it was seen, nanoseconds since 1970, unsigned; 0 if unknown. */
  public long observedTimeUnixNano() {
    return observedTimeUnixNano;
  }

  /** A {@code SeverityNumber}: 0 unspecified, 1 to 24 from trace to fatal. */
  public int severityNumber() {
    return severityNumber;
  }

  /** The severity in the words of the source, or empty. */
  public String severityText() {
    return text(severityText);
  }

  /** The body; empty if there is none. */
  public AnyValueView body() {
    return message(5 << 3 | LEN, body, AnyValueReader::read);
  }

  /** The attributes. */
  public RepeatedView<KeyValueView> attributes() {
    return repeated(6 << 3 | LEN, attributesCount, KeyValueView::new);
  }

  /** How many attributes were left out, unsigned. */
  public long droppedAttributesCount() {
    return Integer.toUnsignedLong(droppedAttributesCount);
  }

  /** Trace flags in the low 8 bits, unsigned. */
  public long flags() {
    return Integer.toUnsignedLong(flags);
  }

  /** The trace, 16 bytes, or empty. */
  public BytesView traceId() {
    return bytes(traceId);
  }

  /** The span, 8 bytes, or empty. */
  public BytesView spanId() {
    return bytes(spanId);
  }

  /** The name of the event, or empty. */
  public String eventName() {
    return text(eventName);
  }
}
