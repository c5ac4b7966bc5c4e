package dev.ferrule.exporterhelper.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.exporterhelper.RetryConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BackoffTest {

  @Test
  void growsToTheLongestInterval() {
    assertThat(millis(config(100, 0, 2, 500), 5)).containsExactly(100L, 200L, 400L, 500L, 500L);
  }

  @Test
  void staysNearTheInterval() {
    long seed = System.nanoTime();
    Backoff backoff = new Backoff(config(100, 0.5, 1, 100), new Random(seed));
    List<Long> drawn = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      drawn.add(backoff.nextNanos());
    }
    assertThat(drawn)
        .as("seed %d", seed)
        .allMatch(nanos -> nanos >= 50_000_000 && nanos <= 150_000_000)
        .anyMatch(nanos -> nanos < 70_000_000)
        .anyMatch(nanos -> nanos > 130_000_000);
  }

  @Test
  void intervalsOfZeroDoNotSpin() {
    assertThat(millis(config(0, 0.5, 1.5, 0), 3)).containsExactly(1L, 1L, 1L);
  }

  @Test
  void multiplierOfZeroRepeatsTheFirstInterval() {
    assertThat(millis(config(100, 0, 0, 500), 3)).containsExactly(100L, 100L, 100L);
  }

  private static List<Long> millis(RetryConfig config, int count) {
    Backoff backoff = new Backoff(config, new Random(1));
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(Duration.ofNanos(backoff.nextNanos()).toMillis());
    }
    return all;
  }

  private static RetryConfig config(long initial, double jitter, double multiplier, long max) {
    return new RetryConfig(
        true,
        Duration.ofMillis(initial),
        jitter,
        multiplier,
        Duration.ofMillis(max),
        Duration.ZERO);
  }
}
