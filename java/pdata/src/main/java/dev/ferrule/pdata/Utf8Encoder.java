package dev.ferrule.pdata;

import java.io.Writer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Writes characters as UTF-8. Reused from string to string; {@link #finish} ends one. */
final class Utf8Encoder extends Writer {
  /**
   * How many characters ask for room at a time; few, so that the buffer grows no further than it
   * must.
   */
  private static final int STEP = 1024;

  private static final int MAX_BYTES = 3;
  private final WireWriter out;

  /** The first half of a pair whose second half has not come yet, or 0. */
  private char high;

  Utf8Encoder(WireWriter out) {
    this.out = out;
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    int end = offset + length;
    for (int at = offset; at < end; at += STEP) {
      step(chars, at, Math.min(end, at + STEP));
    }
  }

  private void step(char[] chars, int start, int end) {
    MemorySegment segment = out.room((end - start) * MAX_BYTES);
    long to = out.position();
    int at = start;
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
