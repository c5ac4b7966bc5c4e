package dev.ferrule.config;

import java.util.zip.Deflater;

/** Levels of zlib as Go numbers them. */
final class DeflateLevel {
  private static final int HUFFMAN_ONLY = -2;

  private DeflateLevel() {}

  static void set(Deflater deflater, int level) {
    if (level == HUFFMAN_ONLY) {
      deflater.setStrategy(Deflater.HUFFMAN_ONLY);
    } else {
      deflater.setLevel(level);
    }
  }
}
