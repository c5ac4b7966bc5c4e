package dev.ferrule.config;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Key;

/** How a client compresses what it sends: the names that the Collector knows. */
@ConfigDoc
public enum Compression {
  @Key("")
  UNSET,
  @Key("none")
  NONE,
  @Key("gzip")
  GZIP,
  @Key("zlib")
  ZLIB,
  @Key("deflate")
  DEFLATE,
  @Key("snappy")
  SNAPPY,
  @Key("x-snappy-framed")
  SNAPPY_FRAMED,
  @Key("zstd")
  ZSTD,
  @Key("lz4")
  LZ4;

  /** Whether anything is compressed at all. */
  public boolean isCompressed() {
    return this != UNSET && this != NONE;
  }

  /** The name in the configuration. */
  @Override
  public String toString() {
    return switch (this) {
      case UNSET -> "";
      case NONE -> "none";
      case GZIP -> "gzip";
      case ZLIB -> "zlib";
      case DEFLATE -> "deflate";
      case SNAPPY -> "snappy";
      case SNAPPY_FRAMED -> "x-snappy-framed";
      case ZSTD -> "zstd";
      case LZ4 -> "lz4";
    };
  }
}
