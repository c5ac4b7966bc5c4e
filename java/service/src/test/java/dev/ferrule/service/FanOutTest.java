package dev.ferrule.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ferrule.component.Call;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.ConsumeException.Reason;
import dev.ferrule.component.Consumer;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.Signal;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FanOutTest {
  private static ConsumeException failure(Consumer... consumers) {
    try (Batch batch = Batch.wrap(Signal.LOGS, 1, MemorySegment.NULL, () -> {})) {
      return catchThrowableOfType(
          ConsumeException.class, () -> FanOut.of(List.of(consumers)).consume(batch, Call.NONE));
    }
  }

  private static Consumer failing(RuntimeException e) {
    return (batch, call) -> {
      throw e;
    };
  }

  @Test
  void oneConsumerIsNotWrapped() {
    Consumer only = (batch, call) -> {};
    assertThat(FanOut.of(List.of(only))).isSameAs(only);
  }

  @Test
  void aSingleFailureKeepsItsReasonAndCode() {
    ConsumeException refused = ConsumeException.retryable("busy").withGrpcCode(8);
    assertThat(failure((b, c) -> {}, failing(refused))).isSameAs(refused);
  }

  @Test
  void retryableOnlyIfAllAre() {
    ConsumeException a = ConsumeException.retryable("a", Optional.of(Duration.ofSeconds(1)));
    ConsumeException b = ConsumeException.retryable("b", Optional.of(Duration.ofSeconds(3)));
    assertThat(failure(failing(a), failing(b)))
        .hasMessage("a; b")
        .satisfies(e ->
            assertThat(e.reason())
                .isEqualTo(new Reason.Retryable(Optional.of(Duration.ofSeconds(3)))));
    assertThat(failure(failing(a), failing(ConsumeException.permanent("p"))).isPermanent())
        .isTrue();
  }

  @Test
  void aBugInOneBranchIsAPermanentFailure() {
    assertThat(failure(failing(new IllegalStateException("bug")), (b, c) -> {}).isPermanent())
        .isTrue();
  }
}
