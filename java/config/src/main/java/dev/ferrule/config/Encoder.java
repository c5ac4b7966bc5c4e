package dev.ferrule.config;

import dev.ferrule.component.ComponentException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;

/** A way to compress. Any thread, several at once; a stream that it makes belongs to one. */
@FunctionalInterface
interface Encoder {

  /**
   * A stream that compresses into another one. Closing it writes the end and frees what it took;
   * the other one is closed with it.
   *
   * @param length how many bytes will be written to it
   */
  OutputStream encode(OutputStream out, long length) throws IOException;

  /**
   * The encoder for an HTTP body.
   *
   * @param level as in {@link CompressionParams}
   * @throws ComponentException if it needs a native library that does not load
   * @throws IllegalArgumentException if nothing is to be compressed
   */
  static Encoder of(Compression compression, int level) {
    // Level 0 is what a level that was not written decodes to, for every algorithm.
    int deflate = level == 0 ? Deflater.DEFAULT_COMPRESSION : level;
    return switch (compression) {
      case GZIP -> (out, _) -> new GzipEncoding(out, deflate);
      // What HTTP calls deflate is the zlib format.
      case ZLIB, DEFLATE -> (out, _) -> new ZlibEncoding(out, deflate);
      case SNAPPY -> SnappyBlockEncoding::new;
      case SNAPPY_FRAMED -> (out, _) -> new SnappyFramedEncoding(out);
      case ZSTD -> ZstdLibrary.encoder(level);
      case LZ4 -> Lz4Library::encode;
      case UNSET, NONE -> throw new IllegalArgumentException("nothing to compress with");
    };
  }
}
