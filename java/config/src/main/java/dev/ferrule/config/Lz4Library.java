package dev.ferrule.config;

import java.io.IOException;
import java.io.OutputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import net.jpountz.xxhash.XXHashFactory;

/** The LZ4 frame format, by the library's code that is neither native nor unsafe. */
final class Lz4Library {
  private static final long UNKNOWN = -1;

  private Lz4Library() {}

  static OutputStream encode(OutputStream out, long length) throws IOException {
    return new LZ4FrameOutputStream(
        out,
        length > 256 * 1024 ? BLOCKSIZE.SIZE_1MB : BLOCKSIZE.SIZE_64KB,
        UNKNOWN,
        LZ4Factory.safeInstance().fastCompressor(),
        XXHashFactory.safeInstance().hash32(),
        FLG.Bits.BLOCK_INDEPENDENCE,
        FLG.Bits.CONTENT_CHECKSUM);
  }
}
