package dev.ferrule.bench;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Operations that are not completed yet, kept as {@code nativehost} keeps them. */
final class Tokens implements Completion {
  private final Map<Long, CompletableFuture<Integer>> pending = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();

  /** A new token, which completes that future. */
  long open(CompletableFuture<Integer> future) {
    long token = last.incrementAndGet();
    pending.put(token, future);
    return token;
  }

  @Override
  public void complete(long token, int code) {
    Objects.requireNonNull(pending.remove(token), "completed twice").complete(code);
  }
}
