package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.LEN;
import static dev.ferrule.pdata.WireReader.VARINT;

import java.lang.foreign.MemorySegment;

/** How a span ended. */
public final class StatusView extends MessageView {
  private long message;
  private int code;

  StatusView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 2 << 3 | LEN -> message = in.range();
        case 3 << 3 | VARINT -> code = in.intValue();
        default -> {}
      }
    }
  }

  /** What went wrong, or empty. */
  public String message() {
    return text(message);
  }

  /** A {@code StatusCode}: 0 unset, 1 ok, 2 error. */
  public int code() {
    return code;
  }
}
