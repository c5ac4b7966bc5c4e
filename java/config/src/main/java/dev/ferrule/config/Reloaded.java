package dev.ferrule.config;

import dev.ferrule.component.ComponentException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * What was read from files, and is read again once it is old and asked for. What cannot be read
 * then is logged, and what was read before stays. Safe for use by any thread.
 */
final class Reloaded<T> {
  /** How soon a failed attempt is repeated: files are often replaced one after the other. */
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final String what;
  private final Supplier<T> reader;
  private final Duration interval;
  private final LongSupplier nanoTime;
  private final Logger log;
  private final ReentrantLock reading = new ReentrantLock();
  // Written by whoever holds the lock, read by all.
  private volatile T value;
  private volatile long due;

  /**
   * Reads for the first time.
   *
   * @param what for the log
   * @param reader throws {@link ComponentException} if it cannot read
   * @param interval zero for never again
   */
  Reloaded(String what, Supplier<T> reader, Duration interval, LongSupplier nanoTime, Logger log) {
    this.what = what;
    this.reader = reader;
    this.interval = interval;
    this.nanoTime = nanoTime;
    this.log = log;
    this.value = reader.get();
    this.due = nanoTime.getAsLong() + interval.toNanos();
  }

  /** The newest that could be read. May block on files; others get the one before meanwhile. */
  T current() {
    if (!interval.isZero() && isDue() && reading.tryLock()) {
      try {
        if (isDue()) {
          reload();
        }
      } finally {
        reading.unlock();
      }
    }
    return value;
  }

  private boolean isDue() {
    return nanoTime.getAsLong() - due >= 0;
  }

  private void reload() {
    Duration next = interval;
    try {
      T read = reader.get();
      if (!read.equals(value)) {
        value = read;
        log.info("Reloaded the {}.", what);
      }
    } catch (ComponentException e) {
      next = interval.compareTo(RETRY) < 0 ? interval : RETRY;
      log.atWarn()
          .addKeyValue("error", e.getMessage())
          .log("Failed to reload the {}; the one before stays in use.", what);
    }
    due = nanoTime.getAsLong() + next.toNanos();
  }
}
