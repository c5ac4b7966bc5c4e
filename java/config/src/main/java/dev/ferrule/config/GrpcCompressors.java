package dev.ferrule.config;

import io.grpc.Compressor;
import io.grpc.CompressorRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** The {@code grpc-encoding}s that a client of ours sends: those of the Collector. */
final class GrpcCompressors {
  private static final int ZSTD_DEFAULT = 3;

  private GrpcCompressors() {}

  /**
   * The compressor of a client; empty if it sends without.
   *
   * @throws dev.ferrule.component.ComponentException if it needs a native library that does not
   *     load
   * @throws IllegalArgumentException if gRPC does not know the algorithm
   */
  static Optional<Compressor> of(Compression compression) {
    return switch (compression) {
      case UNSET, NONE -> Optional.empty();
      case GZIP -> Optional.of(new Named("gzip", Encoder.of(Compression.GZIP, 0)));
      // In gRPC the name stands for the framing format.
      case SNAPPY -> Optional.of(new Named("snappy", Encoder.of(Compression.SNAPPY_FRAMED, 0)));
      case ZSTD -> Optional.of(new Named("zstd", Encoder.of(Compression.ZSTD, ZSTD_DEFAULT)));
      case ZLIB, DEFLATE, SNAPPY_FRAMED, LZ4 ->
          throw new IllegalArgumentException(
              "unsupported compression type \"" + compression + "\"");
    };
  }

  /** A registry that knows that one. */
  static CompressorRegistry registry(Compressor compressor) {
    CompressorRegistry registry = CompressorRegistry.newEmptyInstance();
    registry.register(compressor);
    return registry;
  }

  private record Named(String name, Encoder encoder) implements Compressor {
    @Override
    public String getMessageEncoding() {
      return name;
    }

    @Override
    public OutputStream compress(OutputStream out) throws IOException {
      // None of the three has to know the length.
      return encoder.encode(out, 0);
    }
  }
}
