package dev.ferrule.config;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.spec.InvalidKeySpecException;

/** As much of the DER encoding as private keys take. */
final class Der {
  static final int INTEGER = 0x02;
  static final int OCTETS = 0x04;
  static final int OBJECT_ID = 0x06;
  static final int SEQUENCE = 0x30;

  private Der() {}

  /** A value of that type whose content is those parts. */
  static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length < 0x80) {
      out.write(length);
    } else {
      int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
      out.write(0x80 | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        out.write(length >> (8 * i));
      }
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  /**
   * Moves past a value's head.
   *
   * @return the content
   * @throws InvalidKeySpecException if there is no value of that type
   */
  static ByteBuffer enter(ByteBuffer in, int tag) throws InvalidKeySpecException {
    try {
      if (Byte.toUnsignedInt(in.get()) != tag) {
        throw new InvalidKeySpecException("malformed DER");
      }
      int length = Byte.toUnsignedInt(in.get());
      if (length >= 0x80) {
        int bytes = length & 0x7f;
        length = 0;
        for (int i = 0; i < bytes; i++) {
          length = length << 8 | Byte.toUnsignedInt(in.get());
        }
      }
      ByteBuffer content = in.slice(in.position(), length);
      in.position(in.position() + length);
      return content;
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new InvalidKeySpecException("malformed DER", e);
    }
  }
}
