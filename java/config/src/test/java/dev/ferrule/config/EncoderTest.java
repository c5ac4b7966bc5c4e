package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What encoders write, read by the code of others. */
final class EncoderTest {

  private static InputStream decode(Compression compression, InputStream in) throws IOException {
    return switch (compression) {
      case GZIP -> new GZIPInputStream(in);
      case ZLIB, DEFLATE -> new InflaterInputStream(in);
      case SNAPPY -> new SnappyCompressorInputStream(in);
      case SNAPPY_FRAMED -> new FramedSnappyCompressorInputStream(in);
      case ZSTD -> ZstdDecoding.open(in, Integer.MAX_VALUE);
      case LZ4 -> new FramedLZ4CompressorInputStream(in);
      case UNSET, NONE -> in;
    };
  }

  private static byte[] encode(Compression compression, int level, byte[] bytes, int piece)
      throws IOException {
    Collected out = new Collected(64);
    try (OutputStream encoding = Encoder.of(compression, level).encode(out, bytes.length)) {
      for (int at = 0; at < bytes.length; at += piece) {
        encoding.write(bytes, at, Math.min(piece, bytes.length - at));
      }
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "GZIP, 0",
    "GZIP, -1",
    "GZIP, -2",
    "GZIP, 1",
    "GZIP, 9",
    "ZLIB, 0",
    "ZLIB, 6",
    "DEFLATE, 0",
    "DEFLATE, -2",
    "SNAPPY, 0",
    "SNAPPY_FRAMED, 0",
    "ZSTD, 0",
    "ZSTD, 7",
    "ZSTD, 1000",
    "ZSTD, -1000",
    "LZ4, 0"
  })
  void othersReadWhatItWrites(Compression compression, int level) throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int size : new int[] {0, 1, 100, 32_767, 32_768, 100_000}) {
      for (boolean compressible : new boolean[] {true, false}) {
        byte[] bytes = bytes(random, size, compressible);
        byte[] encoded = encode(compression, level, bytes, 1 + random.nextInt(50_000));
        assertThat(decode(compression, new ByteArrayInputStream(encoded)).readAllBytes())
            .as("%s bytes, compressible %s, seed %s", size, compressible, seed)
            .isEqualTo(bytes);
        if (compressible && size > 1000 && level > -1000) {
          assertThat(encoded.length).isLessThan(size * 9 / 10);
        } else {
          assertThat(encoded.length).isLessThan(size + size / 10 + 200);
        }
      }
    }
  }

  private static byte[] bytes(Random random, int size, boolean compressible) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] =
          (byte)
              (compressible
                  ? "some words again ".charAt(i % 17) + random.nextInt(2)
                  : random.nextInt());
    }
    return bytes;
  }

  @Test
  void levelsMatter() throws IOException {
    byte[] bytes = bytes(new Random(1), 400_000, true);
    for (Compression compression :
        new Compression[] {Compression.GZIP, Compression.ZLIB, Compression.ZSTD}) {
      assertThat(encode(compression, 9, bytes, 10_000).length)
          .isLessThan(encode(compression, 1, bytes, 10_000).length);
    }
    assertThat(encode(Compression.GZIP, -2, bytes, 10_000).length)
        .isGreaterThan(encode(Compression.GZIP, 1, bytes, 10_000).length);
    assertThat(encode(Compression.GZIP, 0, bytes, 10_000))
        .isEqualTo(encode(Compression.GZIP, -1, bytes, 10_000));
  }

  @Test
  void aBlockThatEndsEarlyIsAnError() {
    assertThatThrownBy(
            () -> {
              try (OutputStream out =
                  Encoder.of(Compression.SNAPPY, 0).encode(new Collected(8), 5)) {
                out.write(1);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("4 bytes less than announced");
  }
}
