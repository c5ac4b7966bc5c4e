package dev.ferrule.nativehost;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what other threads do, where nothing can be waited for directly. */
final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long STEP_NANOS = 500_000;

  private Eventually() {}

  /** Returns as soon as that is so. */
  static void isTrue(String what, BooleanSupplier condition) {
    long deadline = Waits.deadline(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("has not come about: " + what);
      }
      LockSupport.parkNanos(STEP_NANOS);
    }
  }
}
