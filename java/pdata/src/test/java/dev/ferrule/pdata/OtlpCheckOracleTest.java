package dev.ferrule.pdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The check against the protobuf library, over random requests and what becomes of damaged ones.
 */
class OtlpCheckOracleTest {
  private static final int ROUNDS = 60;
  private static final int MUTATIONS = 400;

  @RegisterExtension final SeededRandom random = new SeededRandom();

  @ParameterizedTest
  @EnumSource
  void countsWhatTheLibraryCounts(Signal signal) {
    for (int round = 0; round < ROUNDS; round++) {
      Message request = new RandomRequest(random).of(signal);
      assertThat(count(signal, request.toByteArray())).isEqualTo(RandomRequest.items(request));
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesAnyFormOfEncoding(Signal signal) {
    for (int round = 0; round < ROUNDS; round++) {
      Message request = new RandomRequest(random).of(signal);
      byte[] scrambled = new ViewScrambledWire(random).write(request);
      assertThat(count(signal, scrambled)).isEqualTo(RandomRequest.items(request));
    }
  }

  @ParameterizedTest
  @EnumSource
  void agreesOnEveryTruncation(Signal signal) {
    byte[] whole = requestOfAtMost(signal, 4000);
    for (int length = 0; length <= whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      compare(signal, cut);
    }
  }

  @ParameterizedTest
  @EnumSource
  void agreesOnMutations(Signal signal) {
    int accepted = 0;
    int rejected = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] whole = requestOfAtMost(signal, 20_000);
      if (whole.length == 0) {
        continue;
      }
      for (int i = 0; i < MUTATIONS; i++) {
        byte[] mutant = whole.clone();
        for (int bytes = 1 + random.nextInt(3); bytes > 0; bytes--) {
          int at = random.nextInt(mutant.length);
          mutant[at] =
              (byte)
                  (random.nextBoolean() ? random.nextInt() : mutant[at] ^ 1 << random.nextInt(8));
        }
        if (compare(signal, mutant)) {
          accepted++;
        } else {
          rejected++;
        }
      }
    }
    assertThat(accepted).isPositive();
    assertThat(rejected).isPositive();
  }

  private byte[] requestOfAtMost(Signal signal, int size) {
    while (true) {
      byte[] bytes = new RandomRequest(random).of(signal).toByteArray();
      if (bytes.length <= size) {
        return bytes;
      }
    }
  }

  /** Fails if we and the library differ without a reason; says whether we accept it. */
  private boolean compare(Signal signal, byte[] bytes) {
    Message parsed = parse(signal, bytes);
    try {
      int items = count(signal, bytes);
      if (parsed == null) {
        fail("seed %d: only we accept %s", random.seed(), HexFormat.of().formatHex(bytes));
      } else {
        assertThat(items).isGreaterThanOrEqualTo(RandomRequest.items(parsed));
      }
      return true;
    } catch (MalformedOtlpException e) {
      if (parsed != null && !stricterOnPurpose(e)) {
        fail("seed %d: %s: %s", random.seed(), e.getMessage(), HexFormat.of().formatHex(bytes));
      }
      return false;
    }
  }

  /**
   * Where the library is lenient: it takes a known field in a wrong wire type for an unknown field,
   * and knows nothing of ids; it cuts tags and lengths off at 32 bits, and its fast path does not
   * look whether the tenth byte of a number says that more follow.
   */
  private static boolean stricterOnPurpose(MalformedOtlpException e) {
    String message = String.valueOf(e.getMessage());
    return message.matches(".*: wire type \\d instead of \\d")
        || message.endsWith("an id has 16 bytes, or none")
        || message.endsWith("an id has 8 bytes, or none")
        || message.endsWith("number of more than 10 bytes")
        || message.endsWith("is no longer part of OTLP")
        || message.matches("offset \\d+: (.*: )?field number [1-9]\\d{8,}")
        || message.matches(".*: \\d{10,} bytes announced, \\d+ left");
  }

  private static @Nullable Message parse(Signal signal, byte[] bytes) {
    try {
      return RandomRequest.empty(signal).newBuilderForType().mergeFrom(bytes).build();
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  /** Counts in a segment of exactly that size, so that reading past the end would throw. */
  private static int count(Signal signal, byte[] bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(bytes.length);
      segment.copyFrom(MemorySegment.ofArray(bytes));
      return OtlpCheck.countItems(signal, segment);
    }
  }
}
