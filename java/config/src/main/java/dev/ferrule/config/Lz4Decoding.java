package dev.ferrule.config;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import net.jpountz.xxhash.StreamingXXHash32;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * Reads LZ4 frames, one after the other, with independent or linked blocks. Holds one block and the
 * 64 KiB before it. One thread.
 */
final class Lz4Decoding extends InputStream {
  private static final int MAGIC = 0x184d2204;
  private static final int SKIPPABLE_MAGIC = 0x184d2a50;
  private static final int VERSION_MASK = 0b1100_0000;
  private static final int VERSION = 0b0100_0000;
  private static final int LINK = 64 * 1024;
  private static final XXHash32 HASH = XXHashFactory.safeInstance().hash32();

  private final InputStream in;
  private final StreamingXXHash32 content = XXHashFactory.safeInstance().newStreamingHash32(0);
  private byte[] compressed = new byte[0];
  private byte[] plain = new byte[0];
  private int at;
  private int end;
  private int flags;
  private int blockSize;
  private long announced;
  private long total;
  private boolean inFrame;

  Lz4Decoding(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return fill() ? Byte.toUnsignedInt(plain[at++]) : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int size = Math.min(length, end - at);
    System.arraycopy(plain, at, target, offset, size);
    at += size;
    return size;
  }

  private boolean fill() throws IOException {
    while (at == end) {
      if (inFrame) {
        readBlock();
      } else if (!readHead()) {
        return false;
      }
    }
    return true;
  }

  /** The head of the next frame. False at the end. */
  private boolean readHead() throws IOException {
    byte[] magic = in.readNBytes(Integer.BYTES);
    if (magic.length == 0) {
      return false;
    }
    if (magic.length < Integer.BYTES) {
      throw cut();
    }
    int number = littleEndian(magic, 0);
    if ((number & ~0xf) == SKIPPABLE_MAGIC) {
      in.skipNBytes(Integer.toUnsignedLong(littleEndian(need(Integer.BYTES), 0)));
      return true;
    }
    if (number != MAGIC) {
      throw new IOException("lz4: bad magic number");
    }
    byte[] head = new byte[2 + Long.BYTES];
    System.arraycopy(need(2), 0, head, 0, 2);
    flags = head[0];
    boolean sized = (flags & 0x08) != 0;
    int length = 2;
    if (sized) {
      System.arraycopy(need(Long.BYTES), 0, head, 2, Long.BYTES);
      length += Long.BYTES;
    }
    if ((flags & VERSION_MASK) != VERSION || (flags & 0x01) != 0) {
      // A dictionary is nothing that two parties of HTTP could have agreed on.
      throw new IOException("lz4: invalid frame descriptor");
    }
    if (((HASH.hash(head, 0, length, 0) >> 8) & 0xff) != Byte.toUnsignedInt(need(1)[0])) {
      throw new IOException("lz4: invalid header checksum");
    }
    int sizeCode = (head[1] >> 4) & 0x7;
    if (sizeCode < 4) {
      throw new IOException("lz4: invalid frame descriptor");
    }
    blockSize = 1 << (8 + 2 * sizeCode);
    announced =
        sized
            ? Integer.toUnsignedLong(littleEndian(head, 2)) | ((long) littleEndian(head, 6) << 32)
            : -1;
    total = 0;
    at = 0;
    end = 0;
    content.reset();
    inFrame = true;
    return true;
  }

  private void readBlock() throws IOException {
    int word = littleEndian(need(Integer.BYTES), 0);
    if (word == 0) {
      readEnd();
      return;
    }
    boolean isPlain = word < 0;
    int length = word & 0x7fff_ffff;
    if (length > blockSize) {
      throw new IOException("lz4: invalid block size");
    }
    makeRoom();
    if (compressed.length < length) {
      compressed = new byte[length];
    }
    if (in.readNBytes(compressed, 0, length) < length) {
      throw cut();
    }
    if ((flags & 0x10) != 0
        && littleEndian(need(Integer.BYTES), 0) != HASH.hash(compressed, 0, length, 0)) {
      throw new IOException("lz4: invalid block checksum");
    }
    int from = end;
    if (isPlain) {
      System.arraycopy(compressed, 0, plain, from, length);
      end = from + length;
    } else {
      end = Lz4Block.decode(compressed, length, plain, from);
    }
    at = from;
    total += end - from;
    content.update(plain, from, end - from);
  }

  /** Keeps what linked blocks may look back at, and makes room for a block after it. */
  private void makeRoom() {
    boolean linked = (flags & 0x20) == 0;
    int kept = linked ? Math.min(end, LINK) : 0;
    byte[] room = plain.length == kept + blockSize ? plain : new byte[kept + blockSize];
    System.arraycopy(plain, end - kept, room, 0, kept);
    plain = room;
    end = kept;
    at = kept;
  }

  private void readEnd() throws IOException {
    if ((flags & 0x04) != 0 && littleEndian(need(Integer.BYTES), 0) != content.getValue()) {
      throw new IOException("lz4: invalid frame checksum");
    }
    if (announced >= 0 && announced != total) {
      throw new IOException("lz4: invalid content size");
    }
    inFrame = false;
  }

  private byte[] need(int bytes) throws IOException {
    byte[] read = in.readNBytes(bytes);
    if (read.length < bytes) {
      throw cut();
    }
    return read;
  }

  private static EOFException cut() {
    return new EOFException("unexpected EOF");
  }

  private static int littleEndian(byte[] from, int offset) {
    int value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      value |= Byte.toUnsignedInt(from[offset + i]) << (i * Byte.SIZE);
    }
    return value;
  }

  @Override
  public void close() throws IOException {
    content.close();
    in.close();
  }
}
