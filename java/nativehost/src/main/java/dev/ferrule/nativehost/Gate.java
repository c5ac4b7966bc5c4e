package dev.ferrule.nativehost;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets calls in until it is closed, and tells when the last of them has gone. The lock is held for
 * the counting only. Any thread.
 */
final class Gate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();
  private int inside;
  private boolean closed;

  /** Comes in, unless it is closed; whoever came in calls {@link #leave} once. */
  boolean enter() {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      inside++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Goes out. */
  void leave() {
    lock.lock();
    try {
      inside--;
      if (inside == 0) {
        empty.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets nobody in any more, and waits until all have gone.
   *
   * @param deadline on the clock of {@link System#nanoTime}
   * @return whether they have by then
   */
  boolean close(long deadline) {
    boolean interrupted = false;
    lock.lock();
    try {
      closed = true;
      while (inside > 0 && deadline - System.nanoTime() > 0) {
        try {
          // Whether time is left is looked at above.
          long ignored = empty.awaitNanos(deadline - System.nanoTime());
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      return inside == 0;
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
