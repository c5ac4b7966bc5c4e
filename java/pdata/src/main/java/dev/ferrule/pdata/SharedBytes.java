package dev.ferrule.pdata;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/** Bytes with a count of the leases on them. The count starts at one and never rises from zero. */
final class SharedBytes {
  private final MemorySegment segment;
  private final Runnable release;
  private final AtomicInteger leases = new AtomicInteger(1);

  SharedBytes(MemorySegment segment, Runnable release) {
    this.segment = segment;
    this.release = release;
  }

  MemorySegment segment() {
    return segment;
  }

  /** Adds a lease unless the last one is gone already. */
  boolean tryRetain() {
    return leases.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
  }

  void release() {
    if (leases.decrementAndGet() == 0) {
      release.run();
    }
  }
}
