package dev.ferrule.config;

import java.io.IOException;

/**
 * The block format of LZ4. The library's own decoder cannot look back into the block before, as
 * frames with linked blocks want it.
 */
final class Lz4Block {
  private static final int LEAST_MATCH = 4;
  private static final int LONG_LENGTH = 15;

  private final byte[] in;
  private final int end;
  private int at;

  private Lz4Block(byte[] in, int length) {
    this.in = in;
    this.end = length;
  }

  /**
   * Decompresses a block.
   *
   * @param length of the block, which begins at 0
   * @param out what came before it, up to {@code from}, and room for what it holds
   * @return the end of what is in {@code out}
   * @throws IOException if it is malformed or does not fit
   */
  static int decode(byte[] in, int length, byte[] out, int from) throws IOException {
    try {
      return new Lz4Block(in, length).decode(out, from);
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("lz4: invalid source or destination buffer too short", e);
    }
  }

  private int decode(byte[] out, int from) {
    int to = from;
    while (true) {
      int token = next();
      int literals = length(token >>> 4);
      if (literals > end - at) {
        throw new IndexOutOfBoundsException();
      }
      System.arraycopy(in, at, out, to, literals);
      at += literals;
      to += literals;
      if (at == end) {
        return to;
      }
      int distance = next() | (next() << 8);
      int match = length(token & 0xf) + LEAST_MATCH;
      if (distance == 0 || distance > to || match > out.length - to) {
        throw new IndexOutOfBoundsException();
      }
      copyBack(out, to, distance, match);
      to += match;
    }
  }

  /** A match may overlap what it makes: then it repeats. */
  private static void copyBack(byte[] out, int to, int distance, int length) {
    int done = 0;
    while (done < length) {
      int size = Math.min(distance + done, length - done);
      System.arraycopy(out, to - distance, out, to + done, size);
      done += size;
    }
  }

  private int length(int start) {
    int length = start;
    if (start == LONG_LENGTH) {
      int more;
      do {
        more = next();
        length = Math.addExact(length, more);
      } while (more == 0xff);
    }
    return length;
  }

  private int next() {
    if (at >= end) {
      throw new IndexOutOfBoundsException();
    }
    return Byte.toUnsignedInt(in[at++]);
  }
}
