package dev.ferrule.pdata;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Slabs of one size that nobody uses. The one that came back last goes out first: its pages are the
 * warmest. Safe for use by any thread.
 */
final class FreeList {
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Slab top;
  private boolean closed;

  /** Takes a slab out, or null if there is none. */
  @Nullable Slab pop() {
    lock.lock();
    try {
      Slab slab = top;
      if (slab != null) {
        top = slab.next;
        slab.next = null;
      }
      return slab;
    } finally {
      lock.unlock();
    }
  }

  /** Puts a slab in; false if the list is closed. */
  boolean push(Slab slab) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      slab.next = top;
      top = slab;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** From now on nothing goes in. What is in it can still be taken out. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }
}
