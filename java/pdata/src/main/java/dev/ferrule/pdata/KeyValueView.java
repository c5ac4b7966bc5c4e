package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.LEN;

import java.lang.foreign.MemorySegment;

/** An attribute: a key and a value. */
public final class KeyValueView extends MessageView {
  private long key;
  private long value;

  KeyValueView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | LEN -> key = in.range();
        case 2 << 3 | LEN -> value = note(value, in);
        default -> {}
      }
    }
  }

  /** The key. */
  public String key() {
    return text(key);
  }

  /** The value; empty if there is none. */
  public AnyValueView value() {
    return message(2 << 3 | LEN, value, AnyValueReader::read);
  }
}
