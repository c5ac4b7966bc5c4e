package dev.ferrule.pdata;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** A lease that one thread writes under. */
final class PooledBuffer implements WritableBuffer {
  private @Nullable Lease lease;

  PooledBuffer(Lease lease) {
    this.lease = lease;
  }

  @Override
  public MemorySegment segment() {
    return open().slab().segment;
  }

  @Override
  public void grow(long used, long byteSize) {
    Lease current = open();
    long capacity = current.slab().byteSize();
    if (used < 0 || used > capacity || used > byteSize) {
      throw new IllegalArgumentException(
          "%d used bytes of %d, wanted %d".formatted(used, capacity, byteSize));
    }
    if (byteSize > capacity) {
      current.grow(used, byteSize);
    }
  }

  @Override
  public Batch freeze(Signal signal, int itemCount, long length) {
    Lease current = open();
    MemorySegment bytes = current.slab().segment.asSlice(0, length).asReadOnly();
    lease = null;
    return new Batch(signal, itemCount, new SharedBytes(bytes, current));
  }

  @Override
  public void close() {
    Lease current = lease;
    if (current != null) {
      lease = null;
      current.run();
    }
  }

  private Lease open() {
    Lease current = lease;
    if (current == null) {
      throw new IllegalStateException("buffer is closed or went into a batch");
    }
    return current;
  }
}
