package dev.ferrule.config;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import com.github.luben.zstd.util.Native;
import dev.ferrule.component.ComponentException;

/** Zstandard, by its native library, which is unpacked and loaded at the first use. */
final class ZstdLibrary {
  private static final int FASTEST = 1;

  private ZstdLibrary() {}

  /**
   * An encoder.
   *
   * @param level the nearest one that there is; 0 for the fastest
   * @throws ComponentException if the library does not load
   */
  static Encoder encoder(int level) {
    load();
    int nearest =
        level == 0
            ? FASTEST
            : Math.clamp(level, Zstd.minCompressionLevel(), Zstd.maxCompressionLevel());
    return (out, _) -> new ZstdOutputStreamNoFinalizer(out, RecyclingBufferPool.INSTANCE, nearest);
  }

  /**
   * Makes sure that the library is there.
   *
   * @throws ComponentException with the system's reason if it is not
   */
  private static void load() {
    try {
      Native.load();
    } catch (LinkageError | RuntimeException e) {
      throw new ComponentException(
          "compression zstd needs a native library, which does not load: %s. Let %s be writable and executable, or use gzip"
              .formatted(e.getMessage(), System.getProperty("java.io.tmpdir")),
          e);
    }
  }
}
