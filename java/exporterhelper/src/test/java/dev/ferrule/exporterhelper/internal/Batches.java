package dev.ferrule.exporterhelper.internal;

import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.Signal;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes batches and counts those whose last lease is still open. */
final class Batches {
  private final AtomicInteger open = new AtomicInteger();

  /** A batch without real content; its item count tells it from others. */
  Batch of(int items) {
    return of(items, new byte[] {1});
  }

  Batch of(int items, byte[] bytes) {
    open.incrementAndGet();
    return Batch.wrap(Signal.TRACES, items, MemorySegment.ofArray(bytes), open::decrementAndGet);
  }

  int open() {
    return open.get();
  }
}
