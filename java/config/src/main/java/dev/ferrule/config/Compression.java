package dev.ferrule.config;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Key;

/** How a client compresses what it sends: the names that the Collector knows. */
@ConfigDoc
public enum Compression {
  /** Nothing is compressed. */
  @Key("")
  UNSET,
  /** Nothing is compressed. */
  @Key("none")
  NONE,
  /** gzip, which every server knows. */
  @Key("gzip")
  GZIP,
  /** The zlib format; HTTP only. */
  @Key("zlib")
  ZLIB,
  /** The zlib format under the name that HTTP has for it; HTTP only. */
  @Key("deflate")
  DEFLATE,
  /** Snappy: fast, compresses less. Blocks in HTTP, frames in gRPC. */
  @Key("snappy")
  SNAPPY,
  /** Snappy in frames; HTTP only. */
  @Key("x-snappy-framed")
  SNAPPY_FRAMED,
  /** Zstandard: fast, compresses well. */
  @Key("zstd")
  ZSTD,
  /** LZ4 in frames: fast, compresses less; HTTP only. */
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
