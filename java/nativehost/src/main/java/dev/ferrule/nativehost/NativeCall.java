package dev.ferrule.nativehost;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A call to native code that waits for a thread, runs, or has returned. */
final class NativeCall<T> implements Runnable {
  private enum Phase {
    WAITING,
    INSIDE,
    RETURNED,
    WITHDRAWN
  }

  private final Callable<T> body;
  private final Runnable ended;
  private final Consumer<Runnable> dequeue;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);

  /**
   * A call.
   *
   * @param ended runs once, when it has returned or was withdrawn
   * @param dequeue takes it out of the queue that it waits in, if it is there
   */
  NativeCall(Callable<T> body, Runnable ended, Consumer<Runnable> dequeue) {
    this.body = body;
    this.ended = ended;
    this.dequeue = dequeue;
  }

  @Override
  public void run() {
    if (!phase.compareAndSet(Phase.WAITING, Phase.INSIDE)) {
      return;
    }
    try {
      T value = body.call();
      returned();
      result.complete(value);
    } catch (Throwable t) { // whatever it is, the waiter must learn of it
      returned();
      result.completeExceptionally(t);
    }
  }

  private void returned() {
    phase.set(Phase.RETURNED);
    ended.run();
  }

  /**
   * Waits for what it returns.
   *
   * @param deadline on the clock of {@link System#nanoTime}
   * @throws NativePluginException if the call threw it
   * @throws TimeoutException if it has not returned by then, or was withdrawn
   */
  T await(long deadline) throws InterruptedException, TimeoutException {
    try {
      return result.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (CancellationException e) {
      throw new TimeoutException("the call was withdrawn");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NativePluginException refused) {
        throw refused;
      }
      throw new IllegalStateException("a call to native code failed in the host", e.getCause());
    }
  }

  /** Waits until nobody is inside nor will be, whatever it returned; false if that takes longer. */
  boolean awaitEnd(long deadline) {
    return Waits.isDone(result, deadline);
  }

  /** Makes sure that it never runs. False if it runs already, or did. */
  boolean withdraw() {
    if (!phase.compareAndSet(Phase.WAITING, Phase.WITHDRAWN)) {
      return false;
    }
    dequeue.accept(this);
    ended.run();
    return result.cancel(false);
  }

  /** Whether a thread is inside. */
  boolean running() {
    return phase.get() == Phase.INSIDE;
  }

  /** Whether a thread is inside, or was. */
  boolean entered() {
    return switch (phase.get()) {
      case INSIDE, RETURNED -> true;
      case WAITING, WITHDRAWN -> false;
    };
  }
}
