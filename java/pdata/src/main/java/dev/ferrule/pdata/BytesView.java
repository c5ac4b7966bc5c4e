package dev.ferrule.pdata;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;

/**
 * A byte field, such as an id, read in place. Valid as long as the lease on the batch. Immutable.
 */
public final class BytesView {
  private final MemorySegment segment;
  private final int start;
  private final int end;

  BytesView(MemorySegment segment, int start, int end) {
    this.segment = segment;
    this.start = start;
    this.end = end;
  }

  /** Length in bytes. */
  public int size() {
    return end - start;
  }

  /** Whether there is no byte other than zero: an id that is absent or invalid. */
  public boolean isZero() {
    for (int i = start; i < end; i++) {
      if (segment.get(ValueLayout.JAVA_BYTE, i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The bytes in place. Borrowed from the batch. */
  public MemorySegment segment() {
    return segment.asSlice(start, end - start);
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return MessageView.copy(segment, start, end);
  }

  /** The text that the bytes encode in UTF-8. */
  public String toText() {
    return MessageView.text(segment, start, end);
  }

  /** Two lower-case digits a byte. */
  public String toHex() {
    return HexFormat.of().formatHex(toArray());
  }

  /** The same as {@link #toHex}. */
  @Override
  public String toString() {
    return toHex();
  }
}
