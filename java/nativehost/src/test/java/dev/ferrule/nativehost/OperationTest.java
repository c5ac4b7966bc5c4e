package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls, their threads and their deadlines, without native code. */
@Timeout(30)
final class OperationTest {
  private static final int MOST_THREADS = 16;
  private static final int MOST_WAITING = 1000;
  private static final Duration SHORT = Duration.ofMillis(20);

  private final Tokens tokens = new Tokens();
  private final NativeThreads threads = NativeThreads.forLives("test");
  private final NativeThreads uses = NativeThreads.forUses("test");
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger cancels = new AtomicInteger();

  @AfterEach
  void close() {
    released.countDown();
    threads.close();
    uses.close();
  }

  private Operation begin(Duration timeout, LongFunction<Outcome> body) {
    return new Operation(tokens, threads, timeout.toNanos(), body, _ -> cancels.incrementAndGet());
  }

  private static long soon() {
    return Waits.deadline(Rig.LONG);
  }

  /** Takes all threads of a pool, until the test ends or releases them. */
  private List<NativeCall<Outcome>> fill(NativeThreads pool) throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(MOST_THREADS);
    List<NativeCall<Outcome>> calls = new ArrayList<>();
    for (int i = 0; i < MOST_THREADS; i++) {
      calls.add(
          pool.submit(() -> {
            inside.countDown();
            released.await();
            return Outcome.OK;
          }));
    }
    inside.await();
    return calls;
  }

  @Test
  void thatNeverGetsAThreadIsWithdrawn() throws InterruptedException {
    fill(threads);
    AtomicInteger entered = new AtomicInteger();
    Operation operation =
        begin(
            SHORT,
            _ -> {
              entered.incrementAndGet();
              return Outcome.OK;
            });
    assertThat(operation.await()).isNull();
    assertThat(tokens.size()).isZero();
    assertThat(operation.await()).as("again").isNull();
    operation.letEnd();
    assertThat(operation.awaitEnd(soon())).isTrue();
    released.countDown();
    assertThat(entered).hasValue(0);
    assertThat(cancels).as("of what never began").hasValue(0);
  }

  @Test
  void isGivenUpAndCancelledOnce() throws InterruptedException {
    Operation operation = begin(SHORT, _ -> Outcome.PENDING);
    assertThat(operation.await()).isNull();
    assertThat(operation.await()).isNull();
    operation.cancel();
    operation.letEnd();
    assertThat(operation.awaitEnd(Waits.deadline(SHORT))).as("still open").isFalse();
    tokens.complete(1, Outcome.OK);
    assertThat(operation.awaitEnd(soon())).isTrue();
    assertThat(cancels).hasValue(1);
    assertThat(tokens.late.sum()).isEqualTo(1);
  }

  @Test
  void thatFailsInTheHostIsOver() {
    Operation operation =
        begin(
            Rig.LONG,
            _ -> {
              throw new OutOfMemoryError("as asked");
            });
    assertThatThrownBy(operation::await)
        .hasMessage("a call to native code failed in the host")
        .hasRootCauseMessage("as asked");
    assertThat(operation.awaitEnd(soon())).isTrue();
    assertThat(tokens.size()).isZero();
  }

  @Test
  void interruptIsKeptForLater() {
    Operation operation =
        begin(
            Rig.LONG,
            token -> {
              tokens.complete(token, Outcome.OK);
              return Outcome.PENDING;
            });
    Thread.currentThread().interrupt();
    assertThat(operation.awaitUninterruptibly()).isEqualTo(Outcome.OK);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void callThatWasWithdrawnTimesOut() throws InterruptedException {
    fill(threads);
    NativeCall<Outcome> call = threads.submit(() -> Outcome.OK);
    assertThat(call.entered()).isFalse();
    assertThat(call.withdraw()).isTrue();
    assertThat(call.withdraw()).as("again").isFalse();
    assertThatThrownBy(() -> call.await(soon())).isInstanceOf(TimeoutException.class);
    assertThat(call.awaitEnd(soon())).isTrue();
    assertThat(call.entered()).isFalse();
  }

  @Test
  void usesThatWaitAreBounded() throws InterruptedException {
    List<NativeCall<Outcome>> inside = fill(uses);
    AtomicInteger ended = new AtomicInteger();
    List<NativeCall<Outcome>> waiting = new ArrayList<>();
    for (int i = 0; i < MOST_WAITING; i++) {
      waiting.add(uses.submit(() -> Outcome.OK, ended::incrementAndGet));
    }
    assertThatThrownBy(() -> uses.submit(() -> Outcome.OK, ended::incrementAndGet))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(ended).as("the refused one").hasValue(1);
    // Whoever gives up makes room.
    assertThat(waiting.getFirst().withdraw()).isTrue();
    NativeCall<Outcome> another = uses.submit(() -> Outcome.OK, ended::incrementAndGet);
    assertThat(ended).hasValue(2);
    released.countDown();
    assertThat(another.awaitEnd(soon())).isTrue();
    assertThat(waiting).allMatch(call -> call.awaitEnd(soon()));
    assertThat(inside).allMatch(call -> call.awaitEnd(soon()) && !call.running());
    assertThat(ended).hasValue(MOST_WAITING + 2);
  }
}
