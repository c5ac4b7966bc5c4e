package dev.ferrule.config;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DecompressionTest {
  private static final long MOST = 1 << 20;
  private static final byte[] PLAIN =
      IntStream.range(0, 20_000)
          .mapToObj(i -> "span " + i % 50 + " of trace " + i / 2000 + "\n")
          .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append)
          .toString()
          .getBytes(US_ASCII);

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = DecompressionTest.class.getResourceAsStream("compressed/" + name)) {
      assertThat(in).as(name).isNotNull();
      return in.readAllBytes();
    }
  }

  private static byte[] decode(String encoding, byte[] compressed) throws IOException {
    return decode(encoding, compressed, MOST);
  }

  private static byte[] decode(String encoding, byte[] compressed, long most) throws IOException {
    try (InputStream in =
        Decompression.decode(encoding, new ByteArrayInputStream(compressed), most)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, go.gzip",
    "zlib, go.zlib",
    "deflate, go.zlib",
    "zstd, go.zstd",
    "lz4, go.lz4",
    "lz4, linked.lz4",
    "snappy, go.snappy",
    "snappy, go.x-snappy-framed",
    "x-snappy-framed, go.x-snappy-framed"
  })
  void readsWhatGoWrites(String encoding, String file) throws IOException {
    byte[] compressed = resource(file);
    assertThat(decode(encoding, compressed)).isEqualTo(PLAIN);
    try (InputStream in =
        Decompression.decode(encoding, new ByteArrayInputStream(compressed), MOST)) {
      byte[] oneByOne = new byte[100];
      for (int i = 0; i < oneByOne.length; i++) {
        oneByOne[i] = (byte) in.read();
      }
      assertThat(oneByOne).isEqualTo(Arrays.copyOf(PLAIN, oneByOne.length));
    }
  }

  @Test
  void noneIsNone() throws IOException {
    assertThat(decode("", PLAIN)).isEqualTo(PLAIN);
    assertThatThrownBy(() -> decode("br", PLAIN))
        .isInstanceOf(IOException.class)
        .hasMessage("unsupported Content-Encoding: br");
  }

  record Sample(String encoding, String file) {}

  static Stream<Sample> files() {
    return Stream.of(
        new Sample("gzip", "go.gzip"),
        new Sample("zlib", "go.zlib"),
        new Sample("zstd", "go.zstd"),
        new Sample("lz4", "go.lz4"),
        new Sample("lz4", "linked.lz4"),
        new Sample("snappy", "go.snappy"),
        new Sample("x-snappy-framed", "go.x-snappy-framed"));
  }

  /** Every prefix of a frame, but those that end where a reader may think it complete. */
  @ParameterizedTest
  @MethodSource("files")
  void whatIsCutIsAnError(Sample sample) throws IOException {
    String encoding = sample.encoding();
    byte[] whole = resource(sample.file());
    // A stream of Snappy frames has no end of its own: it may be cut between two.
    int step = Math.max(1, whole.length / 97);
    for (int length = 1; length < whole.length; length += step) {
      byte[] cut = Arrays.copyOf(whole, length);
      if (encoding.equals("x-snappy-framed")) {
        assertPrefixOrError(encoding, cut);
      } else {
        int at = length;
        assertThatThrownBy(() -> decode(encoding, cut))
            .as("%s cut at %d", encoding, at)
            .isInstanceOf(IOException.class);
      }
    }
  }

  private static void assertPrefixOrError(String encoding, byte[] cut) {
    byte[] read;
    try {
      read = decode(encoding, cut);
    } catch (IOException expected) {
      return;
    }
    assertThat(read.length).isLessThan(PLAIN.length);
    assertThat(read).isEqualTo(Arrays.copyOf(PLAIN, read.length));
  }

  /** Flipped bits and noise give an I/O error or other bytes, and nothing else. */
  @ParameterizedTest
  @MethodSource("files")
  void whatIsCorruptIsAnErrorAtMost(Sample sample) throws IOException {
    String encoding = sample.encoding();
    byte[] whole = resource(sample.file());
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      byte[] corrupt = whole.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        // The first bytes say most.
        int at = random.nextInt(random.nextBoolean() ? 40 : corrupt.length);
        corrupt[at] ^= (byte) (1 << random.nextInt(8));
      }
      assertBounded(encoding, corrupt, "seed " + seed + " round " + round);
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertBounded(encoding, noise, "seed " + seed + " noise of round " + round);
    }
  }

  private static void assertBounded(String encoding, byte[] bytes, String what) {
    try (InputStream in = Decompression.decode(encoding, new ByteArrayInputStream(bytes), MOST)) {
      assertThat(in.readNBytes((int) MOST)).isNotNull();
    } catch (EOFException cut) {
      // Whoever answers the sender says so.
    } catch (IOException corrupt) {
      assertThat(corrupt.getMessage()).as(what).isNotNull();
    } catch (RuntimeException | Error bug) {
      throw new AssertionError(encoding + " " + what, bug);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"go.lz4", "linked.lz4"})
  void checksumsOfLz4AreChecked(String file) throws IOException {
    byte[] whole = resource(file);
    // Behind the head and the size of the first block there are only literals for a while.
    whole[20] ^= 1;
    assertThatThrownBy(() -> decode("lz4", whole))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("lz4: (invalid .* checksum|invalid source .*)");
  }

  @Test
  void checksumsOfSnappyFramesAreChecked() throws IOException {
    byte[] whole = resource("go.x-snappy-framed");
    whole[14] ^= 1;
    assertThatThrownBy(() -> decode("x-snappy-framed", whole))
        .isInstanceOf(IOException.class)
        .hasMessage("snappy: corrupt input");
  }

  @Test
  void framesMayFollowOneAnother() throws IOException {
    for (String encoding : new String[] {"gzip", "zstd", "lz4"}) {
      byte[] one = resource("go." + encoding);
      byte[] two = Arrays.copyOf(one, 2 * one.length);
      System.arraycopy(one, 0, two, one.length, one.length);
      assertThat(decode(encoding, two)).as(encoding).hasSize(2 * PLAIN.length);
    }
  }

  @Test
  void aBlockOfSnappyThatIsTooLongIsRefusedBeforeItIsDecoded() throws IOException {
    byte[] block = resource("go.snappy");
    assertThat(decode("snappy", block, PLAIN.length)).hasSameSizeAs(PLAIN);
    assertThatThrownBy(() -> decode("snappy", block, PLAIN.length - 1))
        .isInstanceOf(IOException.class)
        .hasMessage("snappy: decoded size exceeds max request body size");
    byte[] lie = {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f, 0, 'x'};
    assertThatThrownBy(() -> decode("snappy", lie, Integer.MAX_VALUE))
        .isInstanceOf(IOException.class)
        .hasMessage("snappy: corrupt input");
  }

  /** 128 MiB of zeros are some kilobytes; the reader stops where it wants to. */
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void bombsAreReadAsFarAsTheReaderWants(String encoding) throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (var out =
        encoding.equals("gzip")
            ? new GZIPOutputStream(bomb)
            : new ZstdOutputStreamNoFinalizer(bomb)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 128; i++) {
        out.write(zeros);
      }
    }
    try (InputStream in =
        Decompression.decode(encoding, new ByteArrayInputStream(bomb.toByteArray()), MOST)) {
      assertThat(in.readNBytes((int) MOST)).hasSize((int) MOST);
    }
  }

  @Test
  void aWindowBeyondTheReadersLimitIsRefused() throws IOException {
    ByteArrayOutputStream wide = new ByteArrayOutputStream();
    try (var out = new ZstdOutputStreamNoFinalizer(wide)) {
      out.setLong(26);
      out.write(PLAIN);
    }
    assertThatThrownBy(() -> decode("zstd", wide.toByteArray()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("memory");
    assertThat(decode("zstd", wide.toByteArray(), 1L << 26)).isEqualTo(PLAIN);
  }
}
