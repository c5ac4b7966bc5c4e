package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.I32;
import static dev.ferrule.pdata.WireReader.I64;
import static dev.ferrule.pdata.WireReader.LEN;
import static dev.ferrule.pdata.WireReader.VARINT;

import java.lang.foreign.MemorySegment;

/** A span. */
public final class SpanView extends MessageView {
  private long traceId;
  private long spanId;
  private long traceState;
  private long parentSpanId;
  private int flags;
  private long name;
  private int kind;
  private long startTimeUnixNano;
  private long endTimeUnixNano;
  private int attributesCount;
  private int droppedAttributesCount;
  private int eventsCount;
  private int droppedEventsCount;
  private int linksCount;
  private int droppedLinksCount;
  private long status;

  SpanView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | LEN -> traceId = in.range();
        case 2 << 3 | LEN -> spanId = in.range();
        case 3 << 3 | LEN -> traceState = in.range();
        case 4 << 3 | LEN -> parentSpanId = in.range();
        case 16 << 3 | I32 -> flags = in.intValue();
        case 5 << 3 | LEN -> name = in.range();
        case 6 << 3 | VARINT -> kind = in.intValue();
        case 7 << 3 | I64 -> startTimeUnixNano = in.longValue();
        case 8 << 3 | I64 -> endTimeUnixNano = in.longValue();
        case 9 << 3 | LEN -> attributesCount++;
        case 10 << 3 | VARINT -> droppedAttributesCount = in.intValue();
        case 11 << 3 | LEN -> eventsCount++;
        case 12 << 3 | VARINT -> droppedEventsCount = in.intValue();
        case 13 << 3 | LEN -> linksCount++;
        case 14 << 3 | VARINT -> droppedLinksCount = in.intValue();
        case 15 << 3 | LEN -> status = note(status, in);
        default -> {}
      }
    }
  }

  /** The trace, 16 bytes. */
  public BytesView traceId() {
    return bytes(traceId);
  }

  /** The span, 8 bytes. */
  public BytesView spanId() {
    return bytes(spanId);
  }

  /** The W3C trace state, or empty. */
  public String traceState() {
    return text(traceState);
  }

  /** The span above, 8 bytes; empty for a root. */
  public BytesView parentSpanId() {
    return bytes(parentSpanId);
  }

  /** Trace flags in the low 8 bits, unsigned. */
  public long flags() {
    return Integer.toUnsignedLong(flags);
  }

  /** The name. */
  public String name() {
    return text(name);
  }

  /** A {@code SpanKind}: 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  public int kind() {
    return kind;
  }

  /** When it began, nanoseconds since 1970, unsigned; 0 if unknown. */
  public long startTimeUnixNano() {
    return startTimeUnixNano;
  }

  /** When it ended, nanoseconds since 1970, unsigned; 0 if unknown. */
  public long endTimeUnixNano() {
    return endTimeUnixNano;
  }

  /** The attributes. */
  public RepeatedView<KeyValueView> attributes() {
    return repeated(9 << 3 | LEN, attributesCount, KeyValueView::new);
  }

  /** How many attributes were left out, unsigned. */
  public long droppedAttributesCount() {
    return Integer.toUnsignedLong(droppedAttributesCount);
  }

  /** The events. */
  public RepeatedView<SpanEventView> events() {
    return repeated(11 << 3 | LEN, eventsCount, SpanEventView::new);
  }

  /** How many events were left out, unsigned. */
  public long droppedEventsCount() {
    return Integer.toUnsignedLong(droppedEventsCount);
  }

  /** The links. */
  public RepeatedView<SpanLinkView> links() {
    return repeated(13 << 3 | LEN, linksCount, SpanLinkView::new);
  }

  /** How many links were left out, unsigned. */
  public long droppedLinksCount() {
    return Integer.toUnsignedLong(droppedLinksCount);
  }

  /** The status; unset if there is none. */
  public StatusView status() {
    return message(15 << 3 | LEN, status, StatusView::new);
  }
}
