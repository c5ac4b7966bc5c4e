package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutcomeTest {

  @Test
  void takesWhatThePluginFilledIn() {
    Outcome outcome =
        Outcome.take(Abi.E_BUSY, Structs.error(Abi.RETRYABLE, " later, please\n", "{\"k\":1}"));
    assertThat(outcome)
        .isEqualTo(new Outcome(Abi.E_BUSY, Abi.RETRYABLE, "later, please", "{\"k\":1}"));
    assertThat(outcome.failed()).isTrue();
    assertThat(outcome.panicked()).isFalse();
  }

  @Test
  void successesCarryNothing() {
    MemorySegment error = Structs.error(0, "left over", "");
    assertThat(Outcome.take(Abi.OK, error)).isEqualTo(Outcome.OK);
    assertThat(Outcome.take(Abi.PENDING, error)).isEqualTo(Outcome.PENDING);
    assertThat(Outcome.borrow(Abi.OK, error)).isEqualTo(Outcome.OK);
  }

  @Test
  void codesThatTheHeaderHasNot() {
    MemorySegment none = MemorySegment.NULL;
    Outcome strange = Outcome.take(77, Outcome.newError(Arena.ofAuto()));
    assertThat(strange.code()).isEqualTo(Abi.E_INTERNAL);
    assertThat(strange.describe())
        .isEqualTo("answered 77, which the plugin interface does not know");
    assertThat(Outcome.borrow(77, none)).isEqualTo(strange);
    assertThat(Outcome.borrow(Abi.PENDING, none).code()).isEqualTo(Abi.E_INTERNAL);
    assertThat(Outcome.borrow(-99, none).describe())
        .isEqualTo("answered -99, which the plugin interface does not know");
  }

  @Test
  void pendingIsNoEndForAFunctionWithoutToken() {
    Outcome outcome = Outcome.takeFinal(Abi.PENDING, Structs.error(0, "", ""));
    assertThat(outcome.describe()).isEqualTo("answered \"pending\", which this function must not");
  }

  @Test
  void errorWhoseSizeIsTooSmallIsNotLookedAt() {
    MemorySegment error = Structs.error(Abi.PERMANENT, "unseen", "");
    Structs.size(error, (int) Layout.FerruleError.BYTES - 1);
    assertThat(Outcome.borrow(Abi.E_STATE, error)).isEqualTo(Outcome.failure(Abi.E_STATE, ""));
    Structs.size(error, 1000);
    assertThat(Outcome.borrow(Abi.E_STATE, error).message()).isEqualTo("unseen");
    assertThat(Outcome.borrow(Abi.E_STATE, MemorySegment.NULL).describe())
        .isEqualTo("not in this state");
  }

  @Test
  void lengthsAreNotBelieved() {
    MemorySegment error = Structs.error(0, "x".repeat(20_000), "{}");
    assertThat(Outcome.borrow(Abi.E_ARG, error).message()).hasSize(16 << 10);
    long length = Layout.FerruleError.MESSAGE + Layout.FerruleBuf.LEN;
    for (long absurd : new long[] {-1, Long.MIN_VALUE, 1L << 60}) {
      error.set(JAVA_LONG, length, absurd);
      assertThat(Outcome.borrow(Abi.E_ARG, error).message())
          .isEqualTo("(a text of impossible length)");
    }
    error.set(JAVA_LONG, length, 0);
    assertThat(Outcome.borrow(Abi.E_ARG, error).describe()).isEqualTo("bad argument");
  }

  @ParameterizedTest
  @CsvSource({"0, unknown", "1, permanent", "2, retryable", "3, unknown", "-4, unknown"})
  void permanence(int flags, String word) {
    assertThat(new Outcome(Abi.E_ARG, flags, "", "").permanence()).isEqualTo(word);
  }

  @Test
  void panicsAreCalledBugs() {
    assertThat(Outcome.failure(Abi.E_PANIC, "index out of bounds").describe())
        .isEqualTo("a bug in the component: index out of bounds");
    assertThat(Outcome.failure(Abi.E_PANIC, "").describe()).isEqualTo("a bug in the component");
  }
}
