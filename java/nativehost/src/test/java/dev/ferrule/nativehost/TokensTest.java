package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class TokensTest {
  private static final Outcome FAILED = Outcome.failure(Abi.E_INTERNAL, "why");

  private final Tokens tokens = new Tokens();
  private final CompletableFuture<Outcome> completion = new CompletableFuture<>();

  private void assertCounted(long late, long duplicate, long unknown) {
    assertThat(tokens.late.sum()).as("late").isEqualTo(late);
    assertThat(tokens.duplicate.sum()).as("duplicate").isEqualTo(duplicate);
    assertThat(tokens.unknown.sum()).as("unknown").isEqualTo(unknown);
    assertThat(tokens.size()).isZero();
  }

  @Test
  void isCompletedOnce() {
    long token = tokens.open(completion);
    assertThat(tokens.size()).isEqualTo(1);
    tokens.complete(token, FAILED);
    tokens.complete(token, Outcome.OK);
    assertThat(completion).isCompletedWithValue(FAILED);
    assertCounted(0, 1, 0);
  }

  @Test
  void lateCompletionIsCountedAndEndsTheWait() {
    long token = tokens.open(completion);
    assertThat(tokens.giveUp(token)).isTrue();
    assertThat(tokens.giveUp(token)).as("again").isFalse();
    assertThat(tokens.size()).isEqualTo(1);
    tokens.complete(token, Outcome.OK);
    assertThat(completion).isCompletedWithValue(Outcome.OK);
    assertCounted(1, 0, 0);
  }

  @Test
  void settledTokenIsNotCompleted() {
    long token = tokens.open(completion);
    tokens.settle(token);
    tokens.complete(token, Outcome.OK);
    assertThat(completion).isNotDone();
    assertThat(tokens.giveUp(token)).isFalse();
    assertCounted(0, 1, 0);
  }

  @Test
  void completionBeforeSettlingIsOneToo() {
    long token = tokens.open(completion);
    tokens.complete(token, FAILED);
    tokens.settle(token);
    assertCounted(0, 1, 0);
  }

  @Test
  void tokensThatWereNeverGivenOutAreUnknown() {
    long token = tokens.open(completion);
    for (long wrong : new long[] {0, -1, token + 1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      tokens.complete(wrong, Outcome.OK);
    }
    assertThat(completion).isNotDone();
    tokens.complete(token, Outcome.OK);
    assertCounted(0, 0, 5);
  }

  @Test
  void numbersAreNeverUsedAgain() {
    long first = tokens.open(completion);
    tokens.settle(first);
    assertThat(tokens.open(completion)).isGreaterThan(first);
  }
}
