package dev.ferrule.pdata;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.CharacterCodingException;

/**
 * Lets valid UTF-8 through, up to the first byte that is not. Characters come whole, so reads must
 * ask for {@link #LONGEST} bytes or more. Closing it does nothing. One thread.
 */
final class Utf8InputStream extends InputStream {
  /** Bytes in the longest character. */
  static final int LONGEST = 4;

  private final InputStream in;

  /** The start of a character whose rest has not come yet. */
  private final byte[] held = new byte[LONGEST];

  private int heldLength;
  private boolean invalid;

  Utf8InputStream(InputStream in) {
    this.in = in;
  }

  /**
   * Reads whole characters.
   *
   * @throws CharacterCodingException where the bytes are no UTF-8
   * @throws IOException from the stream below
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length < LONGEST) {
      throw new IllegalArgumentException("no room for a character: %d bytes".formatted(length));
    }
    int filled = heldLength;
    System.arraycopy(held, 0, target, offset, filled);
    while (!invalid) {
      int size = in.read(target, offset + filled, length - filled);
      boolean ended = size < 0;
      filled += Math.max(size, 0);
      int valid = validLength(target, offset, filled);
      int rest = filled - valid;
      invalid = rest >= LONGEST || (ended && rest > 0);
      if (!invalid) {
        System.arraycopy(target, offset + valid, held, 0, rest);
        heldLength = rest;
      }
      if (valid > 0) {
        return valid;
      }
      if (ended && !invalid) {
        return -1;
      }
    }
    throw new CharacterCodingException();
  }

  private static int validLength(byte[] bytes, int offset, int length) {
    long end = (long) offset + length;
    return (int) (Utf8.firstInvalid(MemorySegment.ofArray(bytes), offset, end) - offset);
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("reads characters, not bytes");
  }
}
