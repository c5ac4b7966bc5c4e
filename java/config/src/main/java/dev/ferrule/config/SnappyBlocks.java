package dev.ferrule.config;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.Snappy;

/** Compresses pieces of up to {@link #MOST} bytes. One thread. */
final class SnappyBlocks {
  /** Back references must not reach further than what Netty's tables can count. */
  static final int MOST = Short.MAX_VALUE;

  private final Snappy snappy = new Snappy();

  /** The piece as a block of its own: its length as a varint, then its elements. */
  ByteBuf compress(byte[] bytes, int offset, int length) {
    ByteBuf out = Unpooled.buffer(length / 2 + 32);
    snappy.encode(Unpooled.wrappedBuffer(bytes, offset, length), out, length);
    snappy.reset();
    return out;
  }

  /** The same without the length in front: what follows may go on with the next piece. */
  ByteBuf elements(byte[] bytes, int offset, int length) {
    ByteBuf block = compress(bytes, offset, length);
    while (block.readByte() < 0) {
      // Skips the bytes of the varint.
    }
    return block;
  }
}
