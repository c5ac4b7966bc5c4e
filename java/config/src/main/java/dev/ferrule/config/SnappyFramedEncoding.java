package dev.ferrule.config;

import io.netty.buffer.ByteBuf;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/** The framing format of Snappy: chunks with a checksum each. One thread. */
final class SnappyFramedEncoding extends FilterOutputStream {
  private static final byte[] STREAM_IDENTIFIER = {
    (byte) 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y'
  };
  private static final int COMPRESSED = 0;
  private static final int UNCOMPRESSED = 1;
  private static final int CHECKSUM_BYTES = 4;
  private static final int MASK_DELTA = 0xa282ead8;

  private final SnappyBlocks blocks = new SnappyBlocks();
  private final byte[] chunk = new byte[SnappyBlocks.MOST];
  private int filled;
  private boolean begun;
  private boolean closed;

  SnappyFramedEncoding(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int part = Math.min(length - done, chunk.length - filled);
      System.arraycopy(bytes, offset + done, chunk, filled, part);
      filled += part;
      done += part;
      if (filled == chunk.length) {
        writeChunk();
      }
    }
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      out.write(STREAM_IDENTIFIER);
    }
  }

  private void writeChunk() throws IOException {
    begin();
    if (filled == 0) {
      return;
    }
    ByteBuf compressed = blocks.compress(chunk, 0, filled);
    int length = compressed.readableBytes();
    if (length < filled) {
      writeHead(COMPRESSED, length);
      compressed.readBytes(out, length);
    } else {
      writeHead(UNCOMPRESSED, filled);
      out.write(chunk, 0, filled);
    }
    filled = 0;
  }

  private void writeHead(int type, int length) throws IOException {
    out.write(type);
    writeLittleEndian(length + CHECKSUM_BYTES, 3);
    CRC32C crc = new CRC32C();
    crc.update(chunk, 0, filled);
    writeLittleEndian(Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA, CHECKSUM_BYTES);
  }

  private void writeLittleEndian(int value, int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      out.write(value >>> (i * Byte.SIZE));
    }
  }

  @Override
  public void flush() throws IOException {
    writeChunk();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      writeChunk();
      out.close();
    }
  }
}
