package dev.ferrule.pdata;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A free list for each size class. Taking a slab from its list and putting it back is all that
 * happens in steady state. Only when the bound is reached does a thread look into other lists: for
 * a larger slab to use as it is, then for slabs to free.
 */
final class SlabPool implements BufferPool {
  /** How many classes up a kept slab may be taken from: up to four times the size. */
  private static final int CLASSES_UP = 8;

  private final long maxBytes;
  private final LeakDetector leaks;
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong leased = new AtomicLong();
  private final FreeList[] free = new FreeList[SizeClasses.COUNT];
  private final AtomicBoolean closed = new AtomicBoolean();

  /** One thread at a time makes room, so that two do not free slabs for the same bytes. */
  private final ReentrantLock making = new ReentrantLock();

  SlabPool(long maxBytes, LeakDetector leaks) {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("bound of %d bytes".formatted(maxBytes));
    }
    this.maxBytes = maxBytes;
    this.leaks = leaks;
    for (int i = 0; i < free.length; i++) {
      free[i] = new FreeList();
    }
  }

  @Override
  public WritableBuffer allocate(long byteSize) {
    Lease lease = new Lease(this, take(byteSize));
    leaks.track(lease);
    return new PooledBuffer(lease);
  }

  /** A slab of at least that size, counted as leased. */
  Slab take(long byteSize) {
    if (byteSize < 0) {
      throw new IllegalArgumentException("buffer of %d bytes".formatted(byteSize));
    }
    if (closed.get()) {
      throw new IllegalStateException("buffer pool is closed");
    }
    int sizeClass = SizeClasses.of(byteSize);
    Slab slab = sizeClass == SizeClasses.NONE ? null : free[sizeClass].pop();
    if (slab == null) {
      slab = newSlab(sizeClass, byteSize);
    }
    leased.addAndGet(slab.byteSize());
    return slab;
  }

  /** Takes back what {@link #take} gave. */
  void giveBack(Slab slab) {
    leased.addAndGet(-slab.byteSize());
    if (slab.sizeClass == SizeClasses.NONE || !free[slab.sizeClass].push(slab)) {
      free(slab);
    }
  }

  private Slab newSlab(int sizeClass, long byteSize) {
    long slabSize = sizeClass == SizeClasses.NONE ? byteSize : SizeClasses.byteSize(sizeClass);
    if (!reserve(slabSize)) {
      Slab larger = makeRoom(sizeClass, slabSize);
      if (larger != null) {
        return larger;
      }
    }
    try {
      return new Slab(sizeClass, slabSize);
    } catch (OutOfMemoryError e) {
      held.addAndGet(-slabSize);
      throw new PoolExhaustedException(slabSize, e);
    }
  }

  /** Counts bytes as held, unless that would pass the bound. */
  private boolean reserve(long bytes) {
    long now = held.get();
    while (bytes <= maxBytes - now) {
      long seen = held.compareAndExchange(now, now + bytes);
      if (seen == now) {
        return true;
      }
      now = seen;
    }
    return false;
  }

  /**
   * Finds a kept slab that is somewhat larger, or frees kept slabs, largest first, until the bytes
   * are reserved.
   *
   * @return the larger slab, or null if the bytes are reserved
   */
  private @Nullable Slab makeRoom(int sizeClass, long slabSize) {
    making.lock();
    try {
      Slab larger = popLarger(sizeClass);
      if (larger != null) {
        return larger;
      }
      // What can never fit costs nobody else their kept slabs.
      for (int i = slabSize > maxBytes ? -1 : free.length - 1; i >= 0; i--) {
        for (Slab slab = free[i].pop(); slab != null; slab = free[i].pop()) {
          free(slab);
          if (reserve(slabSize)) {
            return null;
          }
        }
      }
      if (reserve(slabSize)) {
        return null;
      }
      throw new PoolExhaustedException(slabSize, held.get(), maxBytes);
    } finally {
      making.unlock();
    }
  }

  private @Nullable Slab popLarger(int sizeClass) {
    if (sizeClass == SizeClasses.NONE) {
      return null;
    }
    int end = Math.min(sizeClass + 1 + CLASSES_UP, free.length);
    for (int i = sizeClass; i < end; i++) {
      Slab slab = free[i].pop();
      if (slab != null) {
        return slab;
      }
    }
    return null;
  }

  private void free(Slab slab) {
    slab.free();
    held.addAndGet(-slab.byteSize());
  }

  @Override
  public long leasedBytes() {
    return leased.get();
  }

  @Override
  public long heldBytes() {
    return held.get();
  }

  @Override
  public long maxBytes() {
    return maxBytes;
  }

  @Override
  public void close() {
    closed.set(true);
    for (FreeList list : free) {
      list.close();
      for (Slab slab = list.pop(); slab != null; slab = list.pop()) {
        free(slab);
      }
    }
  }

  @Override
  public String toString() {
    return "BufferPool[leased %d, held %d, max %d bytes]"
        .formatted(leased.get(), held.get(), maxBytes);
  }
}
