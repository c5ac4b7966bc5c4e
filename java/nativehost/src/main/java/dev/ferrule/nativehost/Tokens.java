package dev.ferrule.nativehost;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The starts and shutdowns of a plugin that may still be completed. Any thread. */
final class Tokens {
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();
  final LongAdder late = new LongAdder();
  final LongAdder duplicate = new LongAdder();
  final LongAdder unknown = new LongAdder();

  /**
   * One entry.
   *
   * @param completion nobody hangs work on it that runs in the thread of the plugin
   * @param givenUp whether the deadline has passed
   */
  private record Pending(CompletableFuture<Outcome> completion, boolean givenUp) {}

  /** A new token, which completes that future. */
  long open(CompletableFuture<Outcome> completion) {
    long token = last.incrementAndGet();
    pending.put(token, new Pending(completion, false));
    return token;
  }

  /** What the plugin says of a token. */
  void complete(long token, Outcome outcome) {
    @Nullable Pending entry = pending.remove(token);
    if (entry == null) {
      (token > 0 && token <= last.get() ? duplicate : unknown).increment();
      return;
    }
    if (entry.givenUp) {
      late.increment();
    }
    entry.completion.complete(outcome);
  }

  /** The call answered at once, so that no completion may come. */
  void settle(long token) {
    if (pending.remove(token) == null) {
      duplicate.increment();
    }
  }

  /**
   * Nobody waits any more. A completion is counted as late from now on.
   *
   * @return whether it was waited for until now
   */
  boolean giveUp(long token) {
    @Nullable Pending before = pending.get(token);
    return before != null
        && !before.givenUp
        && pending.replace(token, before, new Pending(before.completion, true));
  }

  long size() {
    return pending.size();
  }
}
