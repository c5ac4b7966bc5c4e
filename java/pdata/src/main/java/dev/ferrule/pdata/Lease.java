package dev.ferrule.pdata;

import java.lang.ref.Cleaner;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a slab, which its one owner ends once: first a {@link PooledBuffer}, then the
 * {@link SharedBytes} of a batch. When it becomes unreachable before that, somebody forgot to close
 * something.
 */
final class Lease implements Runnable {
  private final SlabPool pool;
  private Slab slab;
  private LeakDetector.@Nullable Trace trace;
  private Cleaner.@Nullable Cleanable watch;

  Lease(SlabPool pool, Slab slab) {
    this.pool = pool;
    this.slab = slab;
  }

  Slab slab() {
    return slab;
  }

  /** Exchanges the slab for one of at least that size, with the first {@code used} bytes in it. */
  void grow(long used, long byteSize) {
    Slab larger = pool.take(byteSize);
    larger.segment.asSlice(0, used).copyFrom(slab.segment.asSlice(0, used));
    Slab old = slab;
    slab = larger;
    pool.giveBack(old);
  }

  void watchedBy(LeakDetector.Trace newTrace, Cleaner.Cleanable newWatch) {
    trace = newTrace;
    watch = newWatch;
  }

  /** Ends it. */
  @Override
  public void run() {
    if (trace != null && watch != null) {
      trace.ended();
      watch.clean();
    }
    pool.giveBack(slab);
  }
}
