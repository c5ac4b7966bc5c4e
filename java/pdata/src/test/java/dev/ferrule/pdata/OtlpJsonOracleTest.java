package dev.ferrule.pdata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reader of JSON over random requests, against the protobuf library, and over damaged ones. */
class OtlpJsonOracleTest {
  private static final int ROUNDS = 8;
  private static final int MUTATIONS = 30;
  private static final String STRUCTURE = "{}[]\",:\\0123456789-.eEtfnu \n\u0000\u007f";

  @RegisterExtension final SeededRandom random = new SeededRandom();
  @RegisterExtension final JsonRig rig = new JsonRig();

  @ParameterizedTest
  @EnumSource
  void readsWhatTheLibraryWrites(Signal signal) throws InvalidProtocolBufferException {
    JsonFormat.Printer printer = JsonFormat.printer();
    for (int round = 0; round < ROUNDS; round++) {
      Message request = new RandomRequest(random).of(signal);
      for (JsonFormat.Printer form :
          new JsonFormat.Printer[] {
            printer,
            printer.preservingProtoFieldNames().printingEnumsAsInts(),
            printer.alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace()
          }) {
        readsAs(request, signal, withHexIds(form.print(request)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryForm(Signal signal) {
    for (int round = 0; round < ROUNDS; round++) {
      Message request = new RandomRequest(random).of(signal);
      readsAs(request, signal, OtlpJsonText.noisy(request, random));
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesNoMoreThanTheLibrary(Signal signal) {
    for (int round = 0; round < ROUNDS; round++) {
      Message request = new RandomRequest(random).of(signal);
      try (Batch batch = read(signal, OtlpJsonText.plain(request).getBytes(UTF_8))) {
        assertThat(JsonRig.parse(batch)).isEqualTo(request);
        assertThat(batch.byteSize()).isEqualTo(request.getSerializedSize());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesEveryTruncation(Signal signal) {
    byte[] whole = text(signal, 2500);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      try (Batch batch = read(signal, cut)) {
        fail("seed %d: %s from %s", random.seed(), batch, new String(cut, UTF_8));
      } catch (MalformedOtlpException e) {
        assertThat(e).hasMessageStartingWith("line ");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void survivesMutations(Signal signal) {
    int accepted = 0;
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] whole = text(signal, 10_000);
      for (int i = 0; i < MUTATIONS; i++) {
        byte[] mutant = mutate(whole);
        try (Batch batch = read(signal, mutant)) {
          JsonRig.parse(batch);
          accepted++;
        } catch (MalformedOtlpException e) {
          assertThat(e).hasMessageMatching("line \\d+, column \\d+: (?s:.+)");
          refused++;
        } catch (RuntimeException e) {
          fail("seed %d: %s".formatted(random.seed(), new String(mutant, UTF_8)), e);
        }
      }
    }
    assertThat(accepted).isPositive();
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void givesBackWhatItHasWhenThePoolIsExhausted(Signal signal) {
    byte[] large = text(signal, 60_000);
    int refused = 0;
    for (long bound = 0; bound < 100_000; bound += 1 + random.nextInt(8_000)) {
      try (BufferPool small = BufferPool.bounded(bound)) {
        try (Batch batch = OtlpJson.read(signal, new ByteArrayInputStream(large), small)) {
          assertThat(batch.byteSize()).isLessThanOrEqualTo(bound);
        } catch (PoolExhaustedException e) {
          refused++;
        }
        assertThat(small.leasedBytes()).isZero();
      }
    }
    assertThat(refused).isPositive();
  }

  private void readsAs(Message request, Signal signal, String json) {
    try (Batch batch = read(signal, json.getBytes(UTF_8))) {
      assertThat(JsonRig.parse(batch)).as("seed %d: %s", random.seed(), json).isEqualTo(request);
      assertThat(batch.itemCount()).isEqualTo(RandomRequest.items(request));
    }
  }

  /** A request in JSON of about that size. */
  private byte[] text(Signal signal, int size) {
    while (true) {
      Message request = new RandomRequest(random).of(signal);
      byte[] text = OtlpJsonText.noisy(request, random).strip().getBytes(UTF_8);
      if (text.length > size / 4 && text.length <= size) {
        return text;
      }
    }
  }

  private byte[] mutate(byte[] whole) {
    byte[] mutant = whole.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(5)) {
        case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> mutant[at] = (byte) random.nextInt();
        case 2 -> mutant[at] = (byte) STRUCTURE.charAt(random.nextInt(STRUCTURE.length()));
        case 3 -> {
          // A piece again, elsewhere.
          int length = Math.min(random.nextInt(30), mutant.length - at);
          System.arraycopy(whole, random.nextInt(whole.length - length + 1), mutant, at, length);
        }
        default -> {
          System.arraycopy(mutant, at + 1, mutant, at, mutant.length - at - 1);
          mutant[mutant.length - 1] = ' ';
        }
      }
    }
    return mutant;
  }

  /** Reads from a stream that gives the bytes in pieces of any size. */
  private Batch read(Signal signal, byte[] json) {
    InputStream pieces =
        new ByteArrayInputStream(json) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(5000)));
          }
        };
    return OtlpJson.read(signal, pieces, rig.pool);
  }

  private static String withHexIds(String json) {
    return Pattern.compile(
            "(\"(?:traceId|spanId|parentSpanId|trace_id|span_id|parent_span_id)\": ?\")([^\"]*)\"")
        .matcher(json)
        .replaceAll(id ->
            id.group(1) + HexFormat.of().formatHex(Base64.getDecoder().decode(id.group(2))) + '"');
  }
}
