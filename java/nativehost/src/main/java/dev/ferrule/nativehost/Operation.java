package dev.ferrule.nativehost;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One start or shutdown: a call and, if it answers PENDING, the completion of its token. Whoever
 * has the turn of the component waits for it; see {@link NativeExtension}.
 */
final class Operation {
  private static final long RETURNS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Tokens tokens;
  private final NativeThreads threads;
  private final LongConsumer cancel;
  private final CompletableFuture<Outcome> completion = new CompletableFuture<>();
  private final long token;
  private final NativeCall<Outcome> call;
  private final long deadline;
  private volatile @Nullable NativeCall<Outcome> cancelling;

  /**
   * Begins one.
   *
   * @param body makes the call with the token it is given
   * @param cancel tells the plugin, on a thread for native calls, that its token was given up
   */
  Operation(
      Tokens tokens,
      NativeThreads threads,
      long timeoutNanos,
      LongFunction<Outcome> body,
      LongConsumer cancel) {
    this.tokens = tokens;
    this.threads = threads;
    this.cancel = cancel;
    this.token = tokens.open(completion);
    this.deadline = System.nanoTime() + timeoutNanos;
    this.call = threads.submit(() -> run(body));
  }

  private Outcome run(LongFunction<Outcome> body) {
    Outcome answer = Outcome.failure(Abi.E_INTERNAL, "");
    try {
      answer = body.apply(token);
    } finally {
      if (answer.code() != Abi.PENDING) {
        completion.complete(answer);
        tokens.settle(token);
      }
    }
    return answer;
  }

  /**
   * Waits for the end of it.
   *
   * @return null if it had not ended by the deadline; it is given up then
   */
  @Nullable Outcome await() throws InterruptedException {
    try {
      Outcome answer = call.await(deadline);
      return answer.code() == Abi.PENDING ? awaitCompletion() : answer;
    } catch (TimeoutException e) {
      return giveUp();
    }
  }

  private Outcome awaitCompletion() throws InterruptedException, TimeoutException {
    try {
      return completion.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a completion cannot fail", e);
    }
  }

  /** The same for a thread that has no time to be interrupted; it is told again at the end. */
  @Nullable Outcome awaitUninterruptibly() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return await();
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

  /** Waits until it is over or its deadline, if nobody cares any more what comes of it. */
  void letEnd() {
    if (!awaitEnd(deadline)) {
      giveUp();
    }
  }

  private @Nullable Outcome giveUp() {
    if (call.withdraw()) {
      tokens.settle(token);
      return null;
    }
    boolean first = tokens.giveUp(token);
    // It may have ended in the meantime.
    @Nullable Outcome outcome = call.running() ? null : completion.getNow(null);
    if (outcome == null && first) {
      cancel();
    }
    return outcome;
  }

  /**
   * Tells the plugin, once, that nobody is interested in it any more. Does not wait. A call that
   * was not made yet never is.
   */
  void cancel() {
    if (call.withdraw()) {
      tokens.settle(token);
    } else if (cancelling == null) {
      cancelling =
          threads.submit(() -> {
            // Until the function has returned, the component may not know the token yet, and a
            // cancel that comes too early is lost. One that does not return is told all the same.
            boolean ignored = call.awaitEnd(System.nanoTime() + RETURNS_NANOS);
            cancel.accept(token);
            return Outcome.OK;
          });
    }
  }

  /** Waits until no thread is inside the function; false if that is not so by then. */
  boolean awaitReturn(long until) {
    return call.awaitEnd(until);
  }

  /**
   * Waits until the plugin does not use the component for it any more: it is not inside the call,
   * has completed the token, and is not inside cancel. False if that is not so by then.
   */
  boolean awaitEnd(long until) {
    @Nullable NativeCall<Outcome> cancel = cancelling;
    return call.awaitEnd(until)
        && (!call.entered() || Waits.isDone(completion, until))
        && (cancel == null || cancel.withdraw() || cancel.awaitEnd(until));
  }
}
