package dev.ferrule.nativehost;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Waiting for native calls that are too short to be interrupted. */
final class Waits {
  private Waits() {}

  /**
   * What the call returns. An interrupt is kept for later.
   *
   * @throws TimeoutException if it has not returned in time; if it had not begun, it never will
   */
  static <T> T uninterruptibly(NativeCall<T> call, Duration timeout) throws TimeoutException {
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return call.await(deadline);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (TimeoutException e) {
      call.withdraw();
      throw e;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A duration for an operator: {@code 10s}, {@code 250ms}. */
  static String text(Duration duration) {
    return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }
}
