package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class GateTest {
  private final Gate gate = new Gate();

  private static long in(Duration timeout) {
    return Waits.deadline(timeout);
  }

  @Test
  void closesAtOnceWhenNobodyIsInside() {
    assertThat(gate.enter()).isTrue();
    gate.leave();
    assertThat(gate.close(in(Duration.ZERO))).isTrue();
    assertThat(gate.enter()).isFalse();
  }

  @Test
  void isClosedToOthersAlsoIfSomebodyStays() {
    assertThat(gate.enter()).isTrue();
    assertThat(gate.close(in(Duration.ofMillis(1)))).isFalse();
    assertThat(gate.enter()).isFalse();
    gate.leave();
    assertThat(gate.close(in(Duration.ZERO))).isTrue();
  }

  @Test
  void waitsForTheLastOne() throws Exception {
    assertThat(gate.enter()).isTrue();
    assertThat(gate.enter()).isTrue();
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    Thread closer =
        Thread.startVirtualThread(() -> closed.complete(gate.close(in(Duration.ofSeconds(20)))));
    gate.leave();
    assertThat(closed).isNotDone();
    gate.leave();
    assertThat(closed.get(20, TimeUnit.SECONDS)).isTrue();
    closer.join();
  }

  @Test
  void interruptIsKeptForLater() throws Exception {
    assertThat(gate.enter()).isTrue();
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread closer =
        Thread.startVirtualThread(() -> {
          begun.countDown();
          boolean closed = gate.close(in(Duration.ofSeconds(20)));
          interrupted.complete(closed && Thread.currentThread().isInterrupted());
        });
    begun.await();
    closer.interrupt();
    gate.leave();
    assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
  }
}
