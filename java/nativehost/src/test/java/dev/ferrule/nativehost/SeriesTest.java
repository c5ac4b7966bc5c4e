package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.DoubleAdder;
import org.junit.jupiter.api.Test;

final class SeriesTest {
  private final Series series = new Series();

  @Test
  void recordsIntoTheRightOne() {
    DoubleAdder a = new DoubleAdder();
    DoubleAdder b = new DoubleAdder();
    long first = series.add(a::add);
    long second = series.add(b::add);
    series.record(first, 2);
    series.record(second, 3);
    series.record(first, 5);
    assertThat(a.sum()).isEqualTo(7);
    assertThat(b.sum()).isEqualTo(3);
    assertThat(series.stale.sum()).isZero();
  }

  @Test
  void placeIsUsedAgainUnderAnotherNumber() {
    DoubleAdder a = new DoubleAdder();
    DoubleAdder b = new DoubleAdder();
    long old = series.add(a::add);
    series.remove(old);
    series.remove(old);
    long again = series.add(b::add);
    assertThat((int) again).as("the place").isEqualTo((int) old);
    assertThat(again).isNotEqualTo(old);
    series.record(old, 1);
    assertThat(a.sum()).isZero();
    assertThat(b.sum()).isZero();
    assertThat(series.stale.sum()).isEqualTo(1);
    series.remove(old);
    series.record(again, 4);
    assertThat(b.sum()).as("an old number ends nothing").isEqualTo(4);
    assertThat(series.size()).isEqualTo(1);
  }

  @Test
  void numbersThatWereNeverGivenFindNothing() {
    long real = series.add(_ -> {});
    for (long wrong : new long[] {0, -1, 1, Long.MIN_VALUE, Long.MAX_VALUE, real + 1, ~real}) {
      series.record(wrong, 1);
      series.remove(wrong);
    }
    assertThat(series.stale.sum()).isEqualTo(7);
    assertThat(series.size()).isEqualTo(1);
  }

  @Test
  void growsAndShrinks() {
    Set<Long> numbers = new HashSet<>();
    for (int i = 0; i < 5000; i++) {
      numbers.add(series.add(_ -> {}));
    }
    assertThat(numbers).hasSize(5000);
    assertThat(series.size()).isEqualTo(5000);
    numbers.forEach(series::remove);
    assertThat(series.size()).isZero();
    // All places are taken again before there are more.
    for (int i = 0; i < 5000; i++) {
      assertThat((int) series.add(_ -> {})).isLessThan(5000);
    }
  }

  @Test
  void nothingIsLostAmongThreads() throws Exception {
    long before = series.size();
    DoubleAdder stable = new DoubleAdder();
    long number = series.add(stable::add);
    int threads = 4;
    int rounds = 20_000;
    List<Future<?>> all = new ArrayList<>();
    DoubleAdder own = new DoubleAdder();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int t = 0; t < threads; t++) {
        all.add(
            executor.submit(() -> {
              for (int i = 0; i < rounds; i++) {
                long mine = series.add(own::add);
                series.record(mine, 1);
                series.record(number, 1);
                series.remove(mine);
              }
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    assertThat(own.sum()).isEqualTo((double) threads * rounds);
    assertThat(stable.sum()).isEqualTo((double) threads * rounds);
    assertThat(series.stale.sum()).isZero();
    assertThat(series.size()).isEqualTo(before + 1);
  }

  @Test
  void recordingAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] last = new double[1];
    long number = series.add(value -> last[0] = value);
    recordOften(number);
    long before = threads.getCurrentThreadAllocatedBytes();
    recordOften(number);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    // The question itself may allocate a little; 100,000 records may not.
    assertThat(allocated).isLessThan(1000);
    assertThat(last[0]).isEqualTo(99_999);
  }

  private void recordOften(long number) {
    for (int i = 0; i < 100_000; i++) {
      series.record(number, i);
      series.record(number + (1L << Integer.SIZE), i);
    }
  }
}
