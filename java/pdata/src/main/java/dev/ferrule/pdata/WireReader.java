package dev.ferrule.pdata;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Walks the fields of one protobuf message in place. {@link #next} moves to a field and reads its
 * value; groups are walked over. Never reads outside the message. One thread.
 */
final class WireReader {
  static final int VARINT = 0;
  static final int I64 = 1;
  static final int LEN = 2;
  static final int I32 = 5;
  private static final int GROUP = 3;
  private static final int END_GROUP = 4;
  private static final int TYPE_BITS = 3;
  private static final int TYPE_MASK = 7;

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);

  private final MemorySegment segment;
  private final int end;
  private int position;
  private int tag;
  private long value;

  /** A reader of the bytes from {@code start} to {@code end}. */
  WireReader(MemorySegment segment, int start, int end) {
    this.segment = segment;
    this.position = start;
    this.end = end;
  }

  /**
   * Moves to the next field.
   *
   * @return whether there is one
   * @throws MalformedOtlpException if the bytes are not protobuf
   */
  boolean next() {
    while (position < end) {
      tag = readTag();
      switch (tag & TYPE_MASK) {
        case VARINT -> value = readVarint();
        case I64 -> value = segment.get(LONG, take(Long.BYTES));
        case I32 -> value = segment.get(INT, take(Integer.BYTES));
        case LEN -> value = readRange();
        case GROUP -> {
          skipGroup();
          continue;
        }
        default -> throw malformed("wire type %d".formatted(tag & TYPE_MASK));
      }
      return true;
    }
    return false;
  }

  /** Field number and wire type of the field, as on the wire: {@code number << 3 | type}. */
  int tag() {
    return tag;
  }

  /** The number in the field; a fixed 32 bit one is sign-extended. */
  long longValue() {
    return value;
  }

  /** The number in the field, its low 32 bits. */
  int intValue() {
    return (int) value;
  }

  /** The number in a {@code sint32} field. */
  int zigZagValue() {
    return ((int) value >>> 1) ^ -((int) value & 1);
  }

  /** The number in a {@code double} field. */
  double doubleValue() {
    return Double.longBitsToDouble(value);
  }

  /** Where the content of a {@link #LEN} field is, for {@link #startOf} and {@link #endOf}. */
  long range() {
    return value;
  }

  /** First byte of a range. */
  static int startOf(long range) {
    return (int) (range >>> Integer.SIZE);
  }

  /** The byte after a range. */
  static int endOf(long range) {
    return (int) range;
  }

  private static long range(int start, int end) {
    return (long) start << Integer.SIZE | end;
  }

  /** A varint without a tag, as packed fields hold them. */
  long readVarint() {
    long result = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte b = segment.get(ValueLayout.JAVA_BYTE, take(1));
      result |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return result;
      }
    }
    throw malformed("varint of more than ten bytes");
  }

  /** Eight bytes without a tag, as packed fields hold them. */
  long readFixed64() {
    return segment.get(LONG, take(Long.BYTES));
  }

  /** Whether bytes are left. */
  boolean hasMore() {
    return position < end;
  }

  private int readTag() {
    long read = readVarint();
    if (read >>> Integer.SIZE != 0 || read >>> TYPE_BITS == 0) {
      throw malformed("field tag %s".formatted(Long.toUnsignedString(read)));
    }
    return (int) read;
  }

  private long readRange() {
    long length = readVarint();
    if (length < 0 || length > end - position) {
      throw malformed("length %s".formatted(Long.toUnsignedString(length)));
    }
    int start = position;
    position += (int) length;
    return range(start, position);
  }

  private void skipGroup() {
    int open = 1;
    while (open > 0) {
      int inner = readTag();
      switch (inner & TYPE_MASK) {
        case VARINT -> readVarint();
        case I64 -> take(Long.BYTES);
        case I32 -> take(Integer.BYTES);
        case LEN -> readRange();
        case GROUP -> open++;
        case END_GROUP -> open--;
        default -> throw malformed("wire type %d".formatted(inner & TYPE_MASK));
      }
    }
  }

  /** Moves over that many bytes and returns where they start. */
  private int take(int bytes) {
    if (bytes > end - position) {
      throw malformed("end");
    }
    int start = position;
    position += bytes;
    return start;
  }

  private MalformedOtlpException malformed(String what) {
    return new MalformedOtlpException("unexpected %s at byte %d".formatted(what, position));
  }
}
