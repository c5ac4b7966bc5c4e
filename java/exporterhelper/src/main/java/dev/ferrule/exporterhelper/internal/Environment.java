package dev.ferrule.exporterhelper.internal;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Time, threads, locks and chance, so that a test can run all of them by its own clock.
 *
 * @param nanoTime the scale of {@code Call.deadlineNanos}
 * @param locks makes the locks on whose conditions everything here waits
 * @param threads makes the threads of the consumers, not started
 * @param random safe for use by several threads
 */
public record Environment(
    LongSupplier nanoTime, Supplier<Lock> locks, ThreadFactory threads, RandomGenerator random) {

  /** The real ones; consumer threads are virtual and carry that name and a number. */
  public static Environment ofJvm(String threadName) {
    return new Environment(
        System::nanoTime,
        ReentrantLock::new,
        Thread.ofVirtual().name(threadName + "-", 1).factory(),
        new Random());
  }

  long now() {
    return nanoTime.getAsLong();
  }

  /** The instant that lies that far ahead. */
  long in(Duration duration) {
    return now() + nanos(duration);
  }

  /**
   * Waits on a condition whose lock is held, perhaps not long enough: the caller looks again.
   *
   * @return false, without waiting, if the deadline has passed
   */
  @SuppressWarnings("WaitNotInLoop") // The callers loop.
  boolean await(Condition condition, OptionalLong deadlineNanos) throws InterruptedException {
    if (deadlineNanos.isEmpty()) {
      condition.await();
      return true;
    }
    long left = deadlineNanos.getAsLong() - now();
    if (left <= 0) {
      return false;
    }
    var _ = condition.awaitNanos(left);
    return true;
  }

  /** As nanoseconds, at most a century so that sums do not overflow. */
  static long nanos(Duration duration) {
    Duration most = Duration.ofDays(36_500);
    return duration.compareTo(most) > 0 ? most.toNanos() : duration.toNanos();
  }
}
