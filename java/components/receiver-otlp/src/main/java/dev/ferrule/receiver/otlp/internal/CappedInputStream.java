package dev.ferrule.receiver.otlp.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets at most so many bytes through. It remembers the first failure, its own or the one of the
 * stream below, so that a reader may wrap or swallow it.
 */
final class CappedInputStream extends FilterInputStream {
  private long left;
  private @Nullable IOException failure;

  CappedInputStream(InputStream in, long most) {
    super(in);
    this.left = most;
  }

  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      int size = super.read(target, offset, length);
      if (size > left) {
        throw new IOException(HttpDoor.TOO_LARGE);
      }
      left -= Math.max(size, 0);
      return size;
    } catch (IOException e) {
      if (failure == null) {
        failure = e;
      }
      throw e;
    }
  }

  @Override
  public long skip(long n) {
    // Skipping below would not count; nothing here needs it.
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
