package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.LEN;
import static dev.ferrule.pdata.WireReader.VARINT;

import java.lang.foreign.MemorySegment;

/** The instrumentation that made the telemetry. */
public final class ScopeView extends MessageView {
  private long name;
  private long version;
  private int attributesCount;
  private int droppedAttributesCount;

  ScopeView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | LEN -> name = in.range();
        case 2 << 3 | LEN -> version = in.range();
        case 3 << 3 | LEN -> attributesCount++;
        case 4 << 3 | VARINT -> droppedAttributesCount = in.intValue();
        default -> {}
      }
    }
  }

  /** Its name, or empty. */
  public String name() {
    return text(name);
  }

  /** Its version, or empty. */
  public String version() {
    return text(version);
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
