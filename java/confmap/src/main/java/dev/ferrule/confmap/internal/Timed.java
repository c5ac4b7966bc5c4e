package dev.ferrule.confmap.internal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that may never end by itself. */
final class Timed {
  private Timed() {}

  /** The work did not end in time. */
  static final class LateException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Does the work in a thread of its own. When this returns or throws, that thread has ended or
   * been interrupted.
   *
   * @throws ExecutionException with what the work threw
   * @throws LateException if it took longer
   * @throws ReferenceException if this thread was interrupted, and still is
   */
  static <T> T within(Duration limit, Thread.Builder threads, Callable<T> work)
      throws ExecutionException, LateException, ReferenceException {
    FutureTask<T> task = new FutureTask<>(work);
    threads.start(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new LateException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReferenceException("interrupted while reading the configuration");
    } finally {
      task.cancel(true);
    }
  }
}
