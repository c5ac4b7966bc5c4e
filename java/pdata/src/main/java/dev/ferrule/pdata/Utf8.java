package dev.ferrule.pdata;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Checks text as protobuf wants it: UTF-8 without surrogates and without overlong forms. */
final class Utf8 {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

  private Utf8() {}

  /**
   * Looks for the first byte that does not belong to valid text.
   *
   * @return its offset, or {@code end} if all is valid
   */
  static long firstInvalid(MemorySegment bytes, long start, long end) {
    long at = skipAscii(bytes, start, end);
    while (at < end) {
      int length = sequenceLength(bytes, at, end);
      if (length == 0) {
        return at;
      }
      at = skipAscii(bytes, at + length, end);
    }
    return end;
  }

  /** The offset of the first byte that is not ASCII, or {@code end}. */
  private static long skipAscii(MemorySegment bytes, long start, long end) {
    long at = start;
    for (; at <= end - Long.BYTES; at += Long.BYTES) {
      long word = bytes.get(LONG, at) & NOT_ASCII;
      if (word != 0) {
        return at + (Long.numberOfTrailingZeros(word) >>> 3);
      }
    }
    int rest = (int) (end - at);
    if (rest > 0 && at <= bytes.byteSize() - Long.BYTES) {
      long word = bytes.get(LONG, at) & (NOT_ASCII >>> ((Long.BYTES - rest) * Byte.SIZE));
      return word == 0 ? end : at + (Long.numberOfTrailingZeros(word) >>> 3);
    }
    while (at < end && bytes.get(ValueLayout.JAVA_BYTE, at) >= 0) {
      at++;
    }
    return at;
  }

  /** How long the sequence is that starts with this byte, which is not ASCII; 0 if invalid. */
  private static int sequenceLength(MemorySegment bytes, long at, long end) {
    int first = bytes.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
    if (first < 0xC2 || first > 0xF4) {
      return 0;
    }
    int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    if (length > end - at) {
      return 0;
    }
    int second = bytes.get(ValueLayout.JAVA_BYTE, at + 1) & 0xFF;
    int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes.get(ValueLayout.JAVA_BYTE, at + i) & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
