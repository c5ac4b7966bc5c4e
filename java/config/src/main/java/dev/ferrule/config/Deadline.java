package dev.ferrule.config;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * When a request is given up.
 *
 * @param nanos on the scale of {@link System#nanoTime()}; empty for never
 * @param message what to say then, in Go's words
 */
record Deadline(OptionalLong nanos, String message) {

  /**
   * The earlier of two.
   *
   * @param timeout from now; zero for none
   * @param callers empty for none
   */
  static Deadline of(Duration timeout, OptionalLong callers) {
    if (timeout.isZero()) {
      return ofCaller(callers);
    }
    // A time-out of centuries must not wrap around.
    long own =
        System.nanoTime()
            + (timeout.compareTo(Duration.ofNanos(Long.MAX_VALUE / 2)) > 0
                ? Long.MAX_VALUE / 2
                : timeout.toNanos());
    return callers.isPresent() && callers.getAsLong() - own < 0
        ? ofCaller(callers)
        : new Deadline(
            OptionalLong.of(own),
            "context deadline exceeded (Client.Timeout exceeded while awaiting headers)");
  }

  private static Deadline ofCaller(OptionalLong callers) {
    return new Deadline(callers, "context deadline exceeded");
  }

  /** Waits for a result until then. */
  <T> T get(Future<T> future) throws ExecutionException, InterruptedException, TimeoutException {
    return nanos.isEmpty()
        ? future.get()
        : future.get(nanos.getAsLong() - System.nanoTime(), TimeUnit.NANOSECONDS);
  }
}
