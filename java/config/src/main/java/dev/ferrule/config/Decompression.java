package dev.ferrule.config;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Undoes the {@code Content-Encoding} of what a server received. */
public final class Decompression {
  /** The encodings that are known; {@code ""} stands for none. */
  public static final List<String> KNOWN =
      List.of("", "gzip", "zstd", "zlib", "snappy", "deflate", "lz4", "x-snappy-framed");

  private static final int BUFFER = 8 * 1024;

  private Decompression() {}

  /**
   * Decompresses another stream, and closes it with itself. What is malformed or cut is an {@link
   * IOException}, when this is called or when the stream is read.
   *
   * @param encoding one of those {@linkplain #KNOWN known}
   * @param most how many bytes the reader will take at most. It has to count them itself; this
   *     bounds what a decoder puts by before it gives out anything.
   */
  public static InputStream decode(String encoding, InputStream in, long most) throws IOException {
    return switch (encoding) {
      case "" -> in;
      case "gzip" -> new GZIPInputStream(in, BUFFER);
      // Both names stand for the zlib format.
      case "zlib", "deflate" -> new InflaterInputStream(in);
      case "zstd" -> ZstdDecoding.open(in, most);
      case "lz4" -> new Lz4Decoding(in);
      case "x-snappy-framed" -> new SnappyFrames(in);
      case "snappy" -> SnappyFrames.orBlock(in, most);
      default -> throw new IOException("unsupported Content-Encoding: " + encoding);
    };
  }
}
