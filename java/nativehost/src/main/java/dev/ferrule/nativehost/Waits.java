package dev.ferrule.nativehost;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting that is too short to be interrupted. An interrupt is kept for later. */
final class Waits {
  private Waits() {}

  /** Something to wait for. */
  private interface Wait<T> {
    T until(long deadline) throws InterruptedException, TimeoutException;
  }

  private static <T> T uninterruptibly(Wait<T> wait, long deadline) throws TimeoutException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return wait.until(deadline);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** That much from now, on the clock of {@link System#nanoTime}. */
  static long deadline(Duration timeout) {
    return System.nanoTime() + timeout.toNanos();
  }

  /**
   * What the call returns.
   *
   * @throws TimeoutException if it has not returned in time; if it had not begun, it never will
   */
  static <T> T uninterruptibly(NativeCall<T> call, Duration timeout) throws TimeoutException {
    try {
      return uninterruptibly(call::await, deadline(timeout));
    } catch (TimeoutException e) {
      call.withdraw();
      throw e;
    }
  }

  /** Whether that is over by then, however it ended. */
  static boolean isDone(Future<?> future, long deadline) {
    try {
      return uninterruptibly(
          until -> {
            try {
              future.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
              return true;
            } catch (ExecutionException | CancellationException e) {
              return true; // over, which is all that is asked
            }
          },
          deadline);
    } catch (TimeoutException e) {
      return false;
    }
  }

  /** Takes a permit, if there is one by then. */
  static boolean acquire(Semaphore semaphore, Duration timeout) {
    try {
      return uninterruptibly(
          until -> semaphore.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS),
          deadline(timeout));
    } catch (TimeoutException e) {
      throw new AssertionError("tryAcquire answers false instead", e);
    }
  }

  /** A duration for an operator: {@code 10s}, {@code 250ms}. */
  static String text(Duration duration) {
    return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }
}
