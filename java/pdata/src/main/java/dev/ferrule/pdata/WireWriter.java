package dev.ferrule.pdata;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Writes protobuf front to back into a buffer, which grows as needed. Whatever starts with its
 * length is written behind one byte for the length; if it gets longer than that byte can say, it
 * moves up. One thread.
 */
final class WireWriter {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final int MAX_VARINT_BYTES = 10;

  private final WritableBuffer buffer;
  private MemorySegment segment;
  private int position;

  WireWriter(WritableBuffer buffer) {
    this.buffer = buffer;
    this.segment = buffer.segment();
  }

  /** How many bytes there are, which is where the next one goes. */
  int position() {
    return position;
  }

  /**
   * Memory with room for so many bytes behind {@link #position}, to be written directly and then
   * counted with {@link #advance}. Void after the next call.
   *
   * @throws PoolExhaustedException if it takes more than the pool has
   */
  MemorySegment room(int bytes) {
    if (bytes > segment.byteSize() - position) {
      grow((long) position + bytes);
    }
    return segment;
  }

  private void grow(long needed) {
    if (needed > Integer.MAX_VALUE) {
      throw new MalformedOtlpException("more than 2 GiB of protobuf");
    }
    long capacity = segment.byteSize();
    buffer.grow(position, Math.max(needed, capacity + capacity / 2));
    segment = buffer.segment();
  }

  void advance(int bytes) {
    position += bytes;
  }

  /** Takes out the bytes between two positions. */
  void cut(int from, int to) {
    if (to > from) {
      MemorySegment.copy(segment, to, segment, from, position - to);
      position -= to - from;
    }
  }

  void tag(int number, int wireType) {
    varint(WireType.tag(number, wireType));
  }

  void octet(int value) {
    room(1).set(ValueLayout.JAVA_BYTE, position++, (byte) value);
  }

  void fixed32(int value) {
    room(Integer.BYTES).set(INT, position, value);
    position += Integer.BYTES;
  }

  void fixed64(long value) {
    room(Long.BYTES).set(LONG, position, value);
    position += Long.BYTES;
  }

  void varint(long value) {
    room(MAX_VARINT_BYTES);
    position = varint(value, position);
  }

  private int varint(long value, int start) {
    int at = start;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      segment.set(ValueLayout.JAVA_BYTE, at++, (byte) (rest | 0x80));
      rest >>>= 7;
    }
    segment.set(ValueLayout.JAVA_BYTE, at++, (byte) rest);
    return at;
  }

  /** Starts something that has its length in front; returns what {@link #end} needs. */
  int begin() {
    octet(0);
    return position;
  }

  /** Ends it; returns its length. */
  int end(int start) {
    int length = position - start;
    int more = (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(length | 1)) / 7;
    if (more > 0) {
      MemorySegment.copy(room(more), start, segment, start + more, length);
      position += more;
    }
    varint(length, start - 1);
    return length;
  }
}
