package dev.ferrule.pdata;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One walk over one request. Positions are offsets from the start of the request and are passed
 * from hand to hand; nothing is allocated until something is wrong.
 */
final class OtlpWalk {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final int MAX_VARINT_BYTES = 10;

  /** The bit by which a byte of a varint says that more follow. */
  private static final int CONTINUES = 0x80;

  private final MemorySegment bytes;
  private final long size;
  private final MessageType request;

  /** The field number entered at each depth, for the path in an error. */
  private final int[] path = new int[OtlpCheck.MAX_DEPTH];

  private int items;

  /** The position after the varint that was read last. */
  private long afterVarint;

  OtlpWalk(Signal signal, MemorySegment bytes) {
    this.bytes = bytes;
    this.size = bytes.byteSize();
    this.request = OtlpSchema.request(signal);
  }

  int countItems() {
    if (size > Integer.MAX_VALUE) {
      throw new MalformedOtlpException(
          "request of %d bytes: protobuf ends at 2 GiB".formatted(size));
    }
    message(request, 0, size, 0);
    return items;
  }

  private void message(MessageType type, long start, long end, int depth) {
    long at = start;
    while (at < end) {
      // One read gives the tag and, mostly, the number or the length behind it.
      long word = word(at);
      if ((word & CONTINUES) != 0) {
        at = longTagged(type, at, end, depth);
        continue;
      }
      int tag = (int) word & 0x7F;
      Field field = type.field(tag >>> WireType.BITS);
      int wireType = tag & WireType.MASK;
      if (field == null || field.wireType != wireType) {
        at = unexpected(type, tag, at, at + 1, end, depth);
      } else if (wireType == WireType.LEN) {
        at = delimited(field, word >>> Byte.SIZE, at + 1, end, depth);
      } else if (wireType == WireType.VARINT) {
        int length = varintLength(word >>> Byte.SIZE);
        at =
            length == 0 || length > end - at - 1
                ? afterVarint(at + 1, end, depth, field.number)
                : at + 1 + length;
      } else {
        at =
            after(
                wireType == WireType.I64 ? Long.BYTES : Integer.BYTES,
                at + 1,
                end,
                depth,
                field.number);
      }
    }
  }

  /** Goes over a field whose tag has several bytes: one of a high number, mostly. */
  private long longTagged(MessageType type, long tagAt, long end, int depth) {
    int tag = longTag(tagAt, end, depth);
    long at = afterVarint;
    Field field = type.field(tag >>> WireType.BITS);
    if (field == null || field.wireType != (tag & WireType.MASK)) {
      return unexpected(type, tag, tagAt, at, end, depth);
    }
    return switch (field.wireType) {
      case WireType.VARINT -> afterVarint(at, end, depth, field.number);
      case WireType.I64 -> after(Long.BYTES, at, end, depth, field.number);
      case WireType.I32 -> after(Integer.BYTES, at, end, depth, field.number);
      default -> delimited(field, word(at), at, end, depth);
    };
  }

  /** The next eight bytes, the first one lowest; zeros behind the end of the request. */
  private long word(long at) {
    if (at <= size - Long.BYTES) {
      return bytes.get(LONG, at);
    }
    long word = 0;
    for (long last = size - 1; last >= at; last--) {
      word = word << Byte.SIZE | (bytes.get(ValueLayout.JAVA_BYTE, last) & 0xFF);
    }
    return word;
  }

  /** Bytes of the varint that a word starts with; 0 if it does not end in there. */
  private static int varintLength(long word) {
    return (Long.numberOfTrailingZeros(~word & 0x0080_8080_8080_8080L) + 1) >>> 3 & 7;
  }

  /** Checks a field that starts with its length. */
  private long delimited(Field field, long word, long lengthAt, long end, int depth) {
    long length;
    long start;
    if ((word & CONTINUES) == 0) {
      length = word & 0x7F;
      start = lengthAt + 1;
      if (length > end - start) {
        throw tooLong(lengthAt, length, end - start, depth, field.number);
      }
    } else {
      length = length(lengthAt, end, depth, field.number);
      start = afterVarint;
    }
    long contentEnd = start + length;
    MessageType nested = field.message;
    if (nested != null) {
      checkDepth(start, depth, field.number);
      path[depth] = field.number;
      items += nested.items;
      message(nested, start, contentEnd, depth + 1);
    } else if (field.kind == FieldKind.STRING) {
      long invalid = Utf8.firstInvalid(bytes, start, contentEnd);
      if (invalid != contentEnd) {
        throw malformed(invalid, depth, field.number, "not valid UTF-8");
      }
    } else if (field.idLength != 0 && length != field.idLength && length != 0) {
      throw malformed(
          lengthAt,
          depth,
          field.number,
          "%d bytes: an id has %d bytes, or none".formatted(length, field.idLength));
    }
    return contentEnd;
  }

  /** Checks numbers that follow each other without tags. */
  private long packed(Field field, long lengthAt, long end, int depth) {
    long length = length(lengthAt, end, depth, field.number);
    long at = afterVarint;
    long contentEnd = at + length;
    if (field.wireType == WireType.VARINT) {
      while (at < contentEnd) {
        at = afterVarint(at, contentEnd, depth, field.number);
      }
    } else {
      int size = field.wireType == WireType.I64 ? Long.BYTES : Integer.BYTES;
      if (length % size != 0) {
        throw malformed(
            lengthAt,
            depth,
            field.number,
            "%d bytes of numbers that have %d each".formatted(length, size));
      }
    }
    return contentEnd;
  }

  /** Goes over a field that is unknown or packed, or finds that its wire type is wrong. */
  private long unexpected(MessageType type, int tag, long tagAt, long at, long end, int depth) {
    int number = tag >>> WireType.BITS;
    int wireType = tag & WireType.MASK;
    Field field = type.field(number);
    if (field != null) {
      if (wireType == WireType.LEN && field.packed()) {
        return packed(field, at, end, depth);
      }
      throw malformed(
          tagAt, depth, number, "wire type %d instead of %d".formatted(wireType, field.wireType));
    }
    String removed = type.removedName(number);
    if (removed != null) {
      throw malformed(tagAt, depth, number, "%s is no longer part of OTLP".formatted(removed));
    }
    return skip(number, wireType, tagAt, at, end, depth);
  }

  /** Walks over a field that nothing is known of. */
  private long skip(int number, int wireType, long tagAt, long at, long end, int depth) {
    if (number == 0) {
      throw malformed(tagAt, depth, number, "field number 0");
    }
    return switch (wireType) {
      case WireType.VARINT -> afterVarint(at, end, depth, number);
      case WireType.I64 -> after(Long.BYTES, at, end, depth, number);
      case WireType.I32 -> after(Integer.BYTES, at, end, depth, number);
      case WireType.LEN -> {
        long length = length(at, end, depth, number);
        yield afterVarint + length;
      }
      case WireType.START_GROUP -> group(number, at, end, depth);
      case WireType.END_GROUP ->
          throw malformed(tagAt, depth, number, "end of a group that is not open");
      default -> throw malformed(tagAt, depth, number, "wire type %d".formatted(wireType));
    };
  }

  private long group(int number, long start, long end, int depth) {
    checkDepth(start, depth, number);
    path[depth] = number;
    long at = start;
    while (at < end) {
      long tagAt = at;
      int tag = longTag(at, end, depth + 1);
      at = afterVarint;
      int inner = tag >>> WireType.BITS;
      int wireType = tag & WireType.MASK;
      if (wireType == WireType.END_GROUP) {
        if (inner != number) {
          throw malformed(tagAt, depth, number, "group is closed by number %d".formatted(inner));
        }
        return at;
      }
      at = skip(inner, wireType, tagAt, at, end, depth + 1);
    }
    throw malformed(end, depth, number, "ends inside a group");
  }

  private void checkDepth(long at, int depth, int number) {
    if (depth == OtlpCheck.MAX_DEPTH) {
      throw malformed(at, depth, number, "nested more than %d deep".formatted(OtlpCheck.MAX_DEPTH));
    }
  }

  private long after(int size, long at, long end, int depth, int number) {
    if (size > end - at) {
      throw malformed(at, depth, number, "ends inside a value");
    }
    return at + size;
  }

  private long afterVarint(long start, long end, int depth, int number) {
    long last = Math.min(end, start + MAX_VARINT_BYTES);
    for (long at = start; at < last; at++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, at) >= 0) {
        return at + 1;
      }
    }
    throw unendingVarint(start, end, depth, number);
  }

  /** Reads a length and checks that so many bytes follow. */
  private long length(long at, long end, int depth, int number) {
    long length = varint(at, end, depth, number);
    if (length < 0 || length > end - afterVarint) {
      throw tooLong(at, length, end - afterVarint, depth, number);
    }
    return length;
  }

  private int longTag(long at, long end, int depth) {
    long tag = varint(at, end, depth, 0);
    if (tag >>> Integer.SIZE != 0) {
      throw malformed(at, depth, 0, "field number %d".formatted(tag >>> WireType.BITS));
    }
    return (int) tag;
  }

  private long varint(long start, long end, int depth, int number) {
    long value = 0;
    long last = Math.min(end, start + MAX_VARINT_BYTES);
    int shift = 0;
    for (long at = start; at < last; at++) {
      byte next = bytes.get(ValueLayout.JAVA_BYTE, at);
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        afterVarint = at + 1;
        return value;
      }
      shift += 7;
    }
    throw unendingVarint(start, end, depth, number);
  }

  private MalformedOtlpException tooLong(long at, long length, long left, int depth, int number) {
    return malformed(
        at,
        depth,
        number,
        "%s bytes announced, %d left".formatted(Long.toUnsignedString(length), left));
  }

  private MalformedOtlpException unendingVarint(long at, long end, int depth, int number) {
    return malformed(
        at,
        depth,
        number,
        end - at < MAX_VARINT_BYTES ? "ends inside a number" : "number of more than 10 bytes");
  }

  private MalformedOtlpException malformed(long at, int depth, int number, String what) {
    List<String> names = new ArrayList<>();
    @Nullable MessageType type = request;
    for (int i = 0; i < depth; i++) {
      type = addName(names, type, path[i]);
    }
    if (number != 0) {
      addName(names, type, number);
    }
    String where = names.isEmpty() ? "" : String.join(".", names) + ": ";
    return new MalformedOtlpException("offset %d: %s%s".formatted(at, where, what));
  }

  private static @Nullable MessageType addName(
      List<String> names, @Nullable MessageType type, int number) {
    Field field = type == null ? null : type.field(number);
    names.add(field == null ? "field " + number : field.protoName);
    return field == null ? null : field.message;
  }
}
