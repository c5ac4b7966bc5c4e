package dev.ferrule.config;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Validated;

/**
 * How hard a client compresses.
 *
 * @param level of gzip, zlib and deflate: 1 (fastest) to 9 (smallest), -2 for Huffman coding alone;
 *     of zstd: any, the nearest that it has is taken; 0, and -1 for the first three, stand for the
 *     algorithm's default. The others have no levels
 */
@ConfigDoc
public record CompressionParams(int level) {
  /** The default level of whatever algorithm. */
  public static final CompressionParams DEFAULTS = new CompressionParams(0);

  private static final int HUFFMAN_ONLY = -2;
  private static final int SMALLEST = 9;

  /** Reports a level that the algorithm does not have. */
  void validateFor(Compression compression, Validated.Rules rules) {
    boolean known =
        switch (compression) {
          case GZIP, ZLIB, DEFLATE -> level >= HUFFMAN_ONLY && level <= SMALLEST;
          case ZSTD, UNSET, NONE -> true;
          case SNAPPY, SNAPPY_FRAMED, LZ4 -> level == 0;
        };
    if (!known) {
      rules.broken(
          "compression_params",
          "unsupported parameters {Level:%d} for compression type \"%s\""
              .formatted(level, compression),
          compression == Compression.SNAPPY
                  || compression == Compression.SNAPPY_FRAMED
                  || compression == Compression.LZ4
              ? "remove level"
              : "write a level from 1 to 9");
    }
  }
}
