package dev.ferrule.nativehost;

import dev.ferrule.component.ClientAuthenticator.Header;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The headers that a component gave last, for as long as it said. Any thread. */
final class KeptHeaders {
  /** However long it said: so that a plugin which is wrong about it can still be put right. */
  static final long MOST_NANOS = 3_600_000_000_000L;

  private final LongSupplier clock;
  private volatile @Nullable Kept kept;

  private record Kept(List<Header> headers, long until) {}

  /** None yet; the clock is one like {@link System#nanoTime}. */
  KeptHeaders(LongSupplier clock) {
    this.clock = clock;
  }

  /** What may be shown without asking. */
  Optional<List<Header>> get() {
    @Nullable Kept now = kept;
    return now != null && clock.getAsLong() - now.until < 0
        ? Optional.of(now.headers)
        : Optional.empty();
  }

  /** Keeps them for that long from the moment when they were asked for, on the clock. */
  void put(List<Header> headers, long asked, long nanos) {
    kept = nanos > 0 ? new Kept(headers, asked + Math.min(nanos, MOST_NANOS)) : null;
  }
}
