package dev.ferrule.config;

import io.grpc.Codec;
import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import java.io.IOException;
import java.io.InputStream;

/** The {@code grpc-encoding}s that a server of ours accepts: those of the Collector. */
final class GrpcDecompressors {
  private GrpcDecompressors() {}

  /** The decompressors for messages of that many bytes at most. */
  static DecompressorRegistry upTo(int most) {
    return DecompressorRegistry.emptyInstance()
        .with(Codec.Identity.NONE, false)
        .with(new Codec.Gzip(), true)
        // In gRPC the name stands for the framing format.
        .with(new Named("snappy", "x-snappy-framed", most), true)
        .with(new Named("zstd", "zstd", most), true);
  }

  private record Named(String name, String encoding, int most) implements Decompressor {
    @Override
    public String getMessageEncoding() {
      return name;
    }

    @Override
    public InputStream decompress(InputStream compressed) throws IOException {
      return Decompression.decode(encoding, compressed, most);
    }
  }
}
