package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
final class LifeTest {

  /** One that has got there by moves that are allowed. */
  private static Life at(NativeState state) {
    Life life = new Life();
    NativeState[] way =
        switch (state) {
          case NEW -> new NativeState[] {};
          case CREATED -> new NativeState[] {NativeState.CREATED};
          case STARTING -> new NativeState[] {NativeState.CREATED, state};
          case RUNNING, FAILED, POISONED ->
              new NativeState[] {NativeState.CREATED, NativeState.STARTING, state};
          case STOPPING -> new NativeState[] {NativeState.CREATED, state};
          case STOPPED -> new NativeState[] {NativeState.CREATED, NativeState.STOPPING, state};
          case DESTROYED ->
              new NativeState[] {
                NativeState.CREATED, NativeState.STOPPING, NativeState.STOPPED, state
              };
          case LEAKED -> new NativeState[] {state};
        };
    for (NativeState next : way) {
      life.move(life.state(), next);
    }
    assertThat(life.is(state)).isTrue();
    return life;
  }

  @ParameterizedTest
  @EnumSource(NativeState.class)
  void movesAsTheTableSays(NativeState from) {
    for (NativeState to : NativeState.values()) {
      Life life = at(from);
      if (from.next().contains(to)) {
        assertThat(life.tryMove(from, to)).isTrue();
        assertThat(life.state()).isEqualTo(to);
        assertThat(life.tryMove(from, to)).as("it is not there any more").isFalse();
        assertThatThrownBy(() -> life.move(from, to))
            .hasMessage("it is %s, not %s".formatted(to, from));
      } else {
        assertThatThrownBy(() -> life.tryMove(from, to))
            .hasMessage("no component goes from %s to %s".formatted(from, to));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(NativeState.class)
  void stopsAndLeaksWhereItMay(NativeState from) {
    Life life = at(from);
    assertThat(life.leak()).isEqualTo(!from.next().isEmpty());
    assertThat(life.leak()).as("again").isFalse();
    Life other = at(from);
    if (from.mayStop()) {
      other.stop();
      assertThat(other.state()).isEqualTo(NativeState.STOPPING);
    } else {
      assertThatThrownBy(other::stop).hasMessage("it is " + from);
    }
  }

  /** A panic that comes while it is being stopped does not keep it from that. */
  @Test
  void stopAndPoisonAtTheSameTime() throws Exception {
    for (int round = 0; round < 20; round++) {
      List<Life> lives = Stream.generate(() -> at(NativeState.RUNNING)).limit(20_000).toList();
      // Two threads that go through the same lives meet at many of them.
      CountDownLatch begin = new CountDownLatch(2);
      CompletableFuture<Void> poisoning =
          CompletableFuture.runAsync(
              () -> {
                meet(begin);
                lives.forEach(life -> life.tryMove(NativeState.RUNNING, NativeState.POISONED));
              },
              Thread.ofPlatform()::start);
      meet(begin);
      lives.forEach(Life::stop);
      poisoning.join();
      assertThat(lives).allMatch(life -> life.is(NativeState.STOPPING));
    }
  }

  private static void meet(CountDownLatch all) {
    all.countDown();
    while (all.getCount() > 0) {
      Thread.onSpinWait();
    }
  }
}
