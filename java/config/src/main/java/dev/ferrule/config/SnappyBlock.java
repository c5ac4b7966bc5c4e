package dev.ferrule.config;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.Snappy;
import java.io.IOException;

/** The block format of Snappy: the length of the whole as a varint, then its elements. */
final class SnappyBlock {
  private static final int MOST_LENGTH_BYTES = 5;

  private SnappyBlock() {}

  /**
   * Decompresses a whole block.
   *
   * @throws IOException if it is malformed, or longer than {@code most} when decompressed
   */
  static ByteBuf decode(byte[] block, int offset, int length, long most) throws IOException {
    long announced = announced(block, offset, length);
    if (announced > most) {
      throw new IOException("snappy: decoded size exceeds max request body size");
    }
    // The buffer cannot grow beyond what was announced, and grows only as something comes.
    ByteBuf out = Unpooled.buffer((int) Math.min(announced, 4L * length), (int) announced);
    ByteBuf in = Unpooled.wrappedBuffer(block, offset, length);
    try {
      new Snappy().decode(in, out);
    } catch (RuntimeException e) {
      throw new IOException("snappy: corrupt input", e);
    }
    if (in.isReadable() || out.readableBytes() != announced) {
      throw new IOException("snappy: corrupt input");
    }
    return out;
  }

  private static long announced(byte[] block, int offset, int length) throws IOException {
    long announced = 0;
    for (int i = 0; i < Math.min(length, MOST_LENGTH_BYTES); i++) {
      byte b = block[offset + i];
      announced |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        return announced;
      }
    }
    throw new IOException("snappy: corrupt input");
  }
}
