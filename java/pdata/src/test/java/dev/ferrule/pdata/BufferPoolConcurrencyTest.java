package dev.ferrule.pdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Many threads take, mark, pass on and give back memory of random sizes under a tight bound. */
class BufferPoolConcurrencyTest {
  private static final int THREADS = 16;
  private static final int STEPS = 3000;
  private static final long MAX = 4 << 20;

  private final BufferPool pool = BufferPool.bounded(MAX);
  private final LinkedBlockingQueue<Batch> passedOn = new LinkedBlockingQueue<>();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong served = new AtomicLong();

  @Test
  void nobodySharesMemoryAndNothingIsLost() throws InterruptedException, ExecutionException {
    long seed = Long.getLong("ferrule.seed", System.nanoTime());
    System.out.println("BufferPoolConcurrencyTest: -Dferrule.seed=" + seed);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(seed + i);
        byte mark = (byte) (i + 1);
        runs.add(threads.submit(() -> work(random, mark)));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    }
    assertThat(pool.leasedBytes()).isPositive();
    passedOn.forEach(Batch::close);
    assertThat(pool.leasedBytes()).isZero();
    assertThat(pool.heldBytes()).isBetween(1L, MAX);
    pool.close();
    assertThat(pool.heldBytes()).isZero();
    assertThat(served.get()).isGreaterThan(THREADS * STEPS / 4);
    assertThat(refused.get()).isPositive();
  }

  private void work(Random random, byte mark) {
    for (int i = 0; i < STEPS; i++) {
      // Sizes evenly over powers of two, as requests are.
      long size = (long) Math.pow(2, 8 + 13 * random.nextDouble());
      try (WritableBuffer buffer = pool.allocate(size)) {
        served.incrementAndGet();
        long length = Math.min(size, 4096);
        MemorySegment bytes = buffer.segment();
        bytes.asSlice(0, length).fill(mark);
        if (random.nextInt(4) == 0) {
          buffer.grow(length, size * 2);
        }
        expect(mark, buffer.segment(), length);
        if (random.nextInt(3) == 0) {
          passOn(buffer.freeze(Signal.LOGS, mark, length), random);
        }
      } catch (PoolExhaustedException e) {
        refused.incrementAndGet();
        closeOne();
      }
      assertThat(pool.heldBytes()).isLessThanOrEqualTo(MAX);
    }
  }

  private void passOn(Batch batch, Random random) {
    if (random.nextBoolean()) {
      passedOn.add(batch.retain());
    }
    passedOn.add(batch);
    if (passedOn.size() > 2 * THREADS) {
      closeOne();
    }
  }

  private void closeOne() {
    Batch other = passedOn.poll();
    if (other != null) {
      try (other) {
        expect((byte) other.itemCount(), other.bytes(), other.byteSize());
      }
    }
  }

  private static void expect(byte mark, MemorySegment bytes, long length) {
    for (long at = 0; at < length; at++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, at) != mark) {
        throw new AssertionError("byte %d is not %d".formatted(at, mark));
      }
    }
  }
}
