package dev.ferrule.exporter.debug.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final long SECOND = 1_000_000_000L;

  // A clock like System.nanoTime: it may be negative, and it may overflow.
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - SECOND / 2);

  /** One character for each of that many equal entries: printed or dropped. */
  private static String run(Sampler sampler, int entries) {
    return IntStream.range(0, entries)
        .mapToObj(_ -> sampler.passes("text") ? "x" : ".")
        .collect(Collectors.joining());
  }

  @Test
  void passesTheFirstAndThenOneOfEverySoMany() {
    assertThat(run(new Sampler(2, 3, clock::get), 12)).isEqualTo("xx..x..x..x.");
  }

  @Test
  void passesAllWhenEveryOneAfterTheFirstPasses() {
    assertThat(run(new Sampler(2, 1, clock::get), 100)).doesNotContain(".");
  }

  @Test
  void passesNoneAfterTheFirstWhenToldSo() {
    assertThat(run(new Sampler(2, 0, clock::get), 5)).isEqualTo("xx...");
    assertThat(run(new Sampler(0, 0, clock::get), 3)).isEqualTo("...");
    assertThat(run(new Sampler(0, 2, clock::get), 4)).isEqualTo(".x.x");
  }

  @Test
  void takesNegativeSettingsForBeyondAllCounts() {
    assertThat(run(new Sampler(-1, 0, clock::get), 5)).isEqualTo("xxxxx");
    assertThat(run(new Sampler(1, -1, clock::get), 5)).isEqualTo("x....");
  }

  @Test
  void beginsANewSecondWithTheFirstEntryAfterTheOldOne() {
    Sampler sampler = new Sampler(1, 0, clock::get);
    assertThat(run(sampler, 2)).isEqualTo("x.");
    clock.addAndGet(SECOND - 1);
    assertThat(run(sampler, 2)).isEqualTo("..");
    clock.addAndGet(1);
    assertThat(run(sampler, 2)).isEqualTo("x.");
    clock.addAndGet(10 * SECOND);
    assertThat(run(sampler, 2)).isEqualTo("x.");
  }

  @Test
  void countsEachTextOnItsOwn() {
    Sampler sampler = new Sampler(1, 0, clock::get);
    assertThat(sampler.passes("Traces")).isTrue();
    assertThat(sampler.passes("naïve")).isTrue();
    assertThat(sampler.passes("Traces")).isFalse();
    assertThat(sampler.passes("naïve")).isFalse();
  }

  @Test
  void countsEveryEntryOfSeveralThreadsOnce() throws InterruptedException {
    Sampler sampler = new Sampler(10, 5, clock::get);
    AtomicInteger passed = new AtomicInteger();
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.ofVirtual()
              .start(() -> {
                for (int n = 0; n < 250; n++) {
                  if (sampler.passes("text")) {
                    passed.incrementAndGet();
                  }
                }
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(passed).hasValue(10 + 990 / 5);
  }
}
