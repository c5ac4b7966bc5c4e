package dev.ferrule.config;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import java.io.IOException;
import java.io.InputStream;

/** Zstandard, by its native library, which is unpacked and loaded at the first use. */
final class ZstdDecoding {
  /** What every decoder should accept: 8 MiB. */
  private static final int LEAST_WINDOW = 23;

  /** What the library accepts at most unless told otherwise: 128 MiB. */
  private static final int MOST_WINDOW = 27;

  private ZstdDecoding() {}

  /** A stream that puts by no more than the reader takes, or 8 MiB if that is more. */
  static InputStream open(InputStream in, long most) throws IOException {
    try {
      Native.load();
    } catch (LinkageError | RuntimeException e) {
      throw new IOException(
          "zstd needs a native library, which does not load here: " + e.getMessage(), e);
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, most - 1));
    return new ZstdInputStreamNoFinalizer(in, RecyclingBufferPool.INSTANCE)
        .setLongMax(Math.clamp(bits, LEAST_WINDOW, MOST_WINDOW));
  }
}
