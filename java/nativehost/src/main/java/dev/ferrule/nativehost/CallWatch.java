package dev.ferrule.nativehost;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Knows which function of a plugin a thread is in, and how fast each was at its best. */
final class CallWatch {
  private record Inside(String function, long since) {}

  private final Map<String, Long> fastest = new ConcurrentHashMap<>();
  // Set by the thread that calls, read by the one that waits for it.
  private volatile @Nullable Inside inside;

  /** Makes a call that gives a result code. */
  int call(String function, IntSupplier body) {
    long began = System.nanoTime();
    inside = new Inside(function, began);
    try {
      return body.getAsInt();
    } finally {
      inside = null;
      fastest.merge(function, System.nanoTime() - began, Math::min);
    }
  }

  /** Makes a call that gives nothing. */
  void run(String function, Runnable body) {
    int ignored =
        call(
            function,
            () -> {
              body.run();
              return Abi.OK;
            });
  }

  /** The function that has not returned for that long; null if there is none. */
  @Nullable String overdue(Duration limit) {
    @Nullable Inside now = inside;
    return now != null && System.nanoTime() - now.since > limit.toNanos() ? now.function : null;
  }

  /** Nanoseconds that the fastest call took; empty if there was none. */
  OptionalLong fastest(String function) {
    Long nanos = fastest.get(function);
    return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
  }
}
