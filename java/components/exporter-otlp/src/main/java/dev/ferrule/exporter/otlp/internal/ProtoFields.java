package dev.ferrule.exporter.otlp.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Walks the fields of a small protobuf message, such as an answer. One thread. */
final class ProtoFields {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int MAX_SHIFT = 63;

  private final ByteBuffer in;
  private int tag;
  private long number;
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  ProtoFields(ByteBuffer message) {
    this.in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Moves to the next field.
   *
   * @return false at the end
   * @throws IllegalArgumentException if the bytes are not protobuf
   */
  boolean next() {
    if (!in.hasRemaining()) {
      return false;
    }
    try {
      tag = (int) varint();
      switch (tag & 7) {
        case VARINT -> number = varint();
        case FIXED64 -> number = in.getLong();
        case FIXED32 -> number = in.getInt();
        case BYTES -> bytes = take(varint());
        default -> throw new IllegalArgumentException("wire type " + (tag & 7));
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the message is cut off", e);
    }
    return true;
  }

  /** Whether this is field {@code field} and a varint. */
  boolean isNumber(int field) {
    return tag == (field << 3 | VARINT);
  }

  /** Whether this is field {@code field} and a string, bytes or a message. */
  boolean isBytes(int field) {
    return tag == (field << 3 | BYTES);
  }

  long number() {
    return number;
  }

  String string() {
    return UTF_8.decode(bytes.duplicate()).toString();
  }

  /** The fields of the message in this field. */
  ProtoFields message() {
    return new ProtoFields(bytes);
  }

  private ByteBuffer take(long length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer taken = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return taken;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
      byte part = in.get();
      value |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number has more than ten bytes");
  }
}
