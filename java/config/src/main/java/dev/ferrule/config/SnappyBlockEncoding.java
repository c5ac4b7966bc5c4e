package dev.ferrule.config;

import io.netty.buffer.ByteBuf;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The block format of Snappy: the length of the whole, then its elements. One thread. */
final class SnappyBlockEncoding extends FilterOutputStream {
  private final SnappyBlocks blocks = new SnappyBlocks();
  private final byte[] piece = new byte[SnappyBlocks.MOST];
  private long left;
  private int filled;
  private boolean closed;

  SnappyBlockEncoding(OutputStream out, long length) throws IOException {
    super(out);
    this.left = length;
    long rest = length;
    for (; rest > 0x7f; rest >>>= 7) {
      out.write((int) rest | 0x80);
    }
    out.write((int) rest);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    left -= length;
    for (int done = 0; done < length; ) {
      int part = Math.min(length - done, piece.length - filled);
      System.arraycopy(bytes, offset + done, piece, filled, part);
      filled += part;
      done += part;
      if (filled == piece.length) {
        writePiece();
      }
    }
  }

  private void writePiece() throws IOException {
    if (filled > 0) {
      ByteBuf elements = blocks.elements(piece, 0, filled);
      elements.readBytes(out, elements.readableBytes());
      filled = 0;
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      writePiece();
      out.close();
      if (left != 0) {
        throw new IOException(left + " bytes less than announced");
      }
    }
  }
}
