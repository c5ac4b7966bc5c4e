package dev.ferrule.nativehost;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A call to native code that waits for a thread, runs, or has returned. */
final class NativeCall<T> implements Runnable {
  private final Callable<T> body;
  private final Runnable ended;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final AtomicBoolean claimed = new AtomicBoolean();
  private volatile boolean entered;

  /**
   * A call.
   *
   * @param ended runs once, when it has returned or was withdrawn
   */
  NativeCall(Callable<T> body, Runnable ended) {
    this.body = body;
    this.ended = ended;
  }

  @Override
  public void run() {
    if (!claimed.compareAndSet(false, true)) {
      return;
    }
    entered = true;
    try {
      T value = body.call();
      ended.run();
      result.complete(value);
    } catch (Throwable t) { // whatever it is, the waiter must learn of it
      ended.run();
      result.completeExceptionally(t);
    }
  }

  /**
   * Waits for what it returns.
   *
   * @param deadline on the clock of {@link System#nanoTime}
   * @throws NativePluginException if the call threw it
   * @throws TimeoutException if it has not returned by then
   */
  T await(long deadline) throws InterruptedException, TimeoutException {
    try {
      return result.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NativePluginException refused) {
        throw refused;
      }
      throw new IllegalStateException("a call to native code failed in the host", e.getCause());
    }
  }

  /** Makes sure that it never runs. False if it runs already, or did. */
  boolean withdraw() {
    if (!claimed.compareAndSet(false, true)) {
      return false;
    }
    ended.run();
    return result.cancel(false);
  }

  /** Whether a thread is inside. */
  boolean running() {
    return claimed.get() && !result.isDone();
  }

  /** Whether a thread is inside, or was. */
  boolean entered() {
    return entered;
  }
}
