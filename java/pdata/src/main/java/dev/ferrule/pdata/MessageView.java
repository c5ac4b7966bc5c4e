package dev.ferrule.pdata;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One message of a request, read in place. Making a view walks the fields of the message once and
 * notes where they are; strings, byte fields and messages inside are read when they are asked for.
 *
 * <p>A view is valid as long as the lease on the batch it came from. It never reads outside the
 * message. Bytes that {@code OtlpCheck} did not accept may cause a {@link MalformedOtlpException}
 * from any view method. Views do not change once made.
 *
 * <p>As protobuf asks: fields that are absent have their default (zero, empty); of a singular field
 * that occurs several times the last one counts, and messages are merged; fields with an unknown
 * number or another wire type are passed over.
 */
public abstract class MessageView {
  /** No occurrence yet: the range of an absent field, also an empty range. */
  static final long ABSENT = 0;

  private static final long SEVERAL = -1;
  private static final int INITIAL_NUMBERS = 16;

  private final MemorySegment segment;
  private final int start;
  private final int end;

  MessageView(MemorySegment segment, int start, int end) {
    this.segment = segment;
    this.start = start;
    this.end = end;
  }

  /** Makes the view of one message. */
  @FunctionalInterface
  interface Reader<T> {
    T read(MemorySegment segment, int start, int end);
  }

  /** The whole of the bytes as one message. */
  static <T> T whole(MemorySegment bytes, Reader<T> reader) {
    if (bytes.byteSize() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a protobuf message has less than 2 GiB, not %d bytes".formatted(bytes.byteSize()));
    }
    return reader.read(bytes, 0, (int) bytes.byteSize());
  }

  /** The same for a batch, which must be of that signal. */
  static <T> T whole(Batch batch, Signal signal, Reader<T> reader) {
    if (batch.signal() != signal) {
      throw new IllegalArgumentException("%s is not a batch of %s".formatted(batch, signal));
    }
    return whole(batch.bytes(), reader);
  }

  /** The bytes of the message, as they are on the wire. Borrowed from the batch. */
  public final MemorySegment bytes() {
    return segment.asSlice(start, end - start);
  }

  final MemorySegment segment() {
    return segment;
  }

  final WireReader fields() {
    return new WireReader(segment, start, end);
  }

  /** What to note of a singular message field when the reader is at it. */
  static long note(long before, WireReader in) {
    return before == ABSENT ? in.range() : SEVERAL;
  }

  /** The message in a singular field that was noted with {@link #note}. */
  final <T> T message(int tag, long noted, Reader<T> reader) {
    return noted == SEVERAL
        ? merged(tag, reader)
        : reader.read(segment, WireReader.startOf(noted), WireReader.endOf(noted));
  }

  /** Merging messages is concatenation in the wire format, hence this rare case makes a copy. */
  private <T> T merged(int tag, Reader<T> reader) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    WireReader in = fields();
    while (in.next()) {
      if (in.tag() == tag) {
        all.writeBytes(copy(in.range()));
      }
    }
    return whole(MemorySegment.ofArray(all.toByteArray()), reader);
  }

  final <T> RepeatedView<T> repeated(int tag, int count, Reader<T> reader) {
    return new RepeatedView<>(segment, start, end, tag, count, reader);
  }

  final String text(long range) {
    return text(segment, WireReader.startOf(range), WireReader.endOf(range));
  }

  static String text(MemorySegment segment, int start, int end) {
    return start == end ? "" : new String(copy(segment, start, end), StandardCharsets.UTF_8);
  }

  final BytesView bytes(long range) {
    return new BytesView(segment, WireReader.startOf(range), WireReader.endOf(range));
  }

  /**
   * A repeated number field, packed or not.
   *
   * @param type {@link WireReader#I64} or {@link WireReader#VARINT}
   */
  final long[] numbers(int field, int type) {
    long[] values = new long[INITIAL_NUMBERS];
    int count = 0;
    for (WireReader in = fields(); in.next(); ) {
      if (in.tag() == (field << 3 | type)) {
        values = withRoom(values, count);
        values[count++] = in.longValue();
      } else if (in.tag() == (field << 3 | WireReader.LEN)) {
        for (WireReader packed = inside(in); packed.hasMore(); ) {
          values = withRoom(values, count);
          values[count++] = type == WireReader.I64 ? packed.readFixed64() : packed.readVarint();
        }
      }
    }
    return Arrays.copyOf(values, count);
  }

  /** A repeated {@code double} field, packed or not. */
  final double[] doubles(int field) {
    return Arrays.stream(numbers(field, WireReader.I64))
        .mapToDouble(Double::longBitsToDouble)
        .toArray();
  }

  private static long[] withRoom(long[] values, int count) {
    return count < values.length ? values : Arrays.copyOf(values, count * 2);
  }

  private WireReader inside(WireReader in) {
    return new WireReader(segment, WireReader.startOf(in.range()), WireReader.endOf(in.range()));
  }

  private byte[] copy(long range) {
    return copy(segment, WireReader.startOf(range), WireReader.endOf(range));
  }

  static byte[] copy(MemorySegment segment, int start, int end) {
    byte[] copy = new byte[end - start];
    MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, start, copy, 0, copy.length);
    return copy;
  }
}
