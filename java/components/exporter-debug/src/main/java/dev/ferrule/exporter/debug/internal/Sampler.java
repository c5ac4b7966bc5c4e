package dev.ferrule.exporter.debug.internal;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets through the first entries with the same text in a second, then one of every so many, as the
 * Collector's sampler does: texts share a fixed number of counters by their hash, and a second
 * begins with the first entry that a counter sees. Safe for use by several threads.
 */
final class Sampler {
  private static final int COUNTERS = 4096;
  private static final long TICK = TimeUnit.SECONDS.toNanos(1);
  private static final int FNV_OFFSET = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  private final long initial;
  private final long thereafter;
  private final LongSupplier nanoTime;
  private final ReentrantLock lock = new ReentrantLock();
  private final long[] seen;
  private final long[] begun;

  /**
   * A sampler with those settings, which are compared as unsigned numbers: a negative one is beyond
   * all counts.
   */
  Sampler(int initial, int thereafter, LongSupplier nanoTime) {
    this.initial = initial;
    this.thereafter = thereafter;
    this.nanoTime = nanoTime;
    int counters = thereafter == 1 ? 0 : COUNTERS;
    this.seen = new long[counters];
    this.begun = new long[counters];
  }

  /** Counts an entry with that text and tells whether to print it. */
  boolean passes(String text) {
    if (thereafter == 1) {
      return true;
    }
    long n = count(counterOf(text));
    return Long.compareUnsigned(n, initial) <= 0
        || (thereafter != 0 && Long.remainderUnsigned(n - initial, thereafter) == 0);
  }

  private long count(int counter) {
    lock.lock();
    try {
      long now = nanoTime.getAsLong();
      if (seen[counter] == 0 || now - begun[counter] >= TICK) {
        seen[counter] = 0;
        begun[counter] = now;
      }
      return ++seen[counter];
    } finally {
      lock.unlock();
    }
  }

  private static int counterOf(String text) {
    int hash = FNV_OFFSET;
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    return Integer.remainderUnsigned(hash, COUNTERS);
  }
}
