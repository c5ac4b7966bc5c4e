package dev.ferrule.config;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads the framing format of Snappy: a stream identifier, then chunks with a checksum each. Holds
 * one chunk. One thread.
 */
final class SnappyFrames extends InputStream {
  private static final byte[] IDENTIFIER = {(byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'};
  private static final int COMPRESSED = 0;
  private static final int PLAIN = 1;
  private static final int SKIPPABLE_FROM = 0x80;
  private static final int IDENTIFIER_TYPE = 0xff;
  private static final int HEAD = 4;
  private static final int CHECKSUM = 4;
  private static final int MOST_PLAIN = 64 * 1024;
  private static final int MOST_COMPRESSED = 76_490;
  private static final int MASK_DELTA = 0xa282ead8;

  private final InputStream in;
  private final byte[] chunk = new byte[CHECKSUM + MOST_COMPRESSED];
  private ByteBuf ready = Unpooled.EMPTY_BUFFER;
  private boolean begun;

  SnappyFrames(InputStream in) {
    this.in = in;
  }

  /**
   * Reads either format, whichever it is: the Collector used to call its frames {@code snappy}.
   *
   * @param most how long a block may be when decompressed
   */
  static InputStream orBlock(InputStream in, long most) throws IOException {
    byte[] start = in.readNBytes(IDENTIFIER.length);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), in);
    if (Arrays.equals(start, IDENTIFIER)) {
      return new SnappyFrames(whole);
    }
    try (whole) {
      byte[] block = whole.readAllBytes();
      return new ByteBufInputStream(SnappyBlock.decode(block, 0, block.length, most));
    }
  }

  @Override
  public int read() throws IOException {
    return fill() ? Byte.toUnsignedInt(ready.readByte()) : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int size = Math.min(length, ready.readableBytes());
    ready.readBytes(target, offset, size);
    return size;
  }

  /** Gets the next chunk if this one is used up. False at the end. */
  private boolean fill() throws IOException {
    while (!ready.isReadable()) {
      byte[] head = in.readNBytes(HEAD);
      if (head.length == 0) {
        return false;
      }
      if (head.length < HEAD) {
        throw new EOFException("unexpected EOF");
      }
      chunk(Byte.toUnsignedInt(head[0]), littleEndian(head, 1, HEAD - 1));
    }
    return true;
  }

  private void chunk(int type, int length) throws IOException {
    if (!begun && type != IDENTIFIER_TYPE) {
      throw corrupt();
    }
    begun = true;
    switch (type) {
      case COMPRESSED -> {
        read(length, CHECKSUM + MOST_COMPRESSED);
        ready = SnappyBlock.decode(chunk, CHECKSUM, length - CHECKSUM, MOST_PLAIN);
        verify();
      }
      case PLAIN -> {
        read(length, CHECKSUM + MOST_PLAIN);
        ready = Unpooled.wrappedBuffer(chunk, CHECKSUM, length - CHECKSUM);
        verify();
      }
      case IDENTIFIER_TYPE -> {
        if (length != IDENTIFIER.length - HEAD) {
          throw corrupt();
        }
        read(length, length);
        if (!Arrays.equals(chunk, 0, length, IDENTIFIER, HEAD, IDENTIFIER.length)) {
          throw corrupt();
        }
      }
      default -> {
        if (type < SKIPPABLE_FROM) {
          throw new IOException("snappy: unsupported input");
        }
        in.skipNBytes(length);
      }
    }
  }

  private void read(int length, int most) throws IOException {
    if (length > most || length < CHECKSUM) {
      throw corrupt();
    }
    if (in.readNBytes(chunk, 0, length) < length) {
      throw new EOFException("unexpected EOF");
    }
  }

  private void verify() throws IOException {
    CRC32C crc = new CRC32C();
    crc.update(ready.nioBuffer());
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
    if (masked != littleEndian(chunk, 0, CHECKSUM)) {
      throw corrupt();
    }
  }

  private static int littleEndian(byte[] from, int offset, int bytes) {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= Byte.toUnsignedInt(from[offset + i]) << (i * Byte.SIZE);
    }
    return value;
  }

  private static IOException corrupt() {
    return new IOException("snappy: corrupt input");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
