package dev.ferrule.pdata;

import java.io.Writer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Writes characters as UTF-8. Reused from string to string; {@link #finish} ends one. */
final class Utf8Encoder extends Writer {
  /** Bytes of one {@code char}, at most; a pair of them makes four. */
  private static final int MAX_BYTES = 3;

  private final WireWriter out;

  /** The first half of a pair whose second half has not come yet, or 0. */
  private char high;

  Utf8Encoder(WireWriter out) {
    this.out = out;
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    MemorySegment segment = out.room(length * MAX_BYTES);
    long to = out.position();
    int end = offset + length;
    int at = offset;
    if (high == 0) {
      while (at < end && chars[at] < 0x80) {
        segment.set(ValueLayout.JAVA_BYTE, to++, (byte) chars[at++]);
      }
    }
    for (; at < end; at++) {
      to = other(segment, to, chars[at]);
    }
    out.advance((int) to - out.position());
  }

  private long other(MemorySegment segment, long start, char c) {
    long to = start;
    if (high != 0) {
      if (!Character.isLowSurrogate(c)) {
        throw lone(high);
      }
      int point = Character.toCodePoint(high, c);
      high = 0;
      segment.set(ValueLayout.JAVA_BYTE, to++, (byte) (0xF0 | point >>> 18));
      segment.set(ValueLayout.JAVA_BYTE, to++, continuation(point >>> 12));
      segment.set(ValueLayout.JAVA_BYTE, to++, continuation(point >>> 6));
      segment.set(ValueLayout.JAVA_BYTE, to++, continuation(point));
    } else if (c < 0x80) {
      segment.set(ValueLayout.JAVA_BYTE, to++, (byte) c);
    } else if (c < 0x800) {
      segment.set(ValueLayout.JAVA_BYTE, to++, (byte) (0xC0 | c >>> 6));
      segment.set(ValueLayout.JAVA_BYTE, to++, continuation(c));
    } else if (Character.isHighSurrogate(c)) {
      high = c;
    } else if (Character.isLowSurrogate(c)) {
      throw lone(c);
    } else {
      segment.set(ValueLayout.JAVA_BYTE, to++, (byte) (0xE0 | c >>> 12));
      segment.set(ValueLayout.JAVA_BYTE, to++, continuation(c >>> 6));
      segment.set(ValueLayout.JAVA_BYTE, to++, continuation(c));
    }
    return to;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }

  /**
   * Ends a string.
   *
   * @throws MalformedOtlpException if half a pair is left
   */
  void finish() {
    if (high != 0) {
      throw lone(high);
    }
  }

  private static MalformedOtlpException lone(char half) {
    return new MalformedOtlpException(
        "\\u%04x is half a surrogate pair, which is no character".formatted((int) half));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
