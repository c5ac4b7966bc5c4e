package dev.ferrule.nativehost;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The thread that makes the calls of checks. It is always the same one, since a thread that ends
 * frees what the plugin keeps for it, and that would show in the plugin's counts of its heap.
 */
final class CheckThread implements AutoCloseable {
  private static final ThreadGroup GROUP = new ThreadGroup("plugin-check");
  private static final long STACK_BYTES = 4 << 20; // as in NativeThreads
  private static final long LOOK_MILLIS = 20;

  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(body -> unstarted("plugin-check", body));
  private final CallWatch watch;
  private final Duration limit;

  /**
   * A thread that has nothing to do yet.
   *
   * @param limit how long one call may take
   */
  CheckThread(CallWatch watch, Duration limit) {
    this.watch = watch;
    this.limit = limit;
  }

  /** One more thread that calls the plugin for a check. */
  static Thread unstarted(String name, Runnable body) {
    Thread thread = new Thread(GROUP, body, name, STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }

  /** Whether a thread is one of checks, and not of a plugin. */
  static boolean isOurs(Thread thread) {
    return GROUP.equals(thread.getThreadGroup());
  }

  /**
   * Runs something on that thread and waits for it.
   *
   * @throws CheckHang if a call in it does not return; the thread is lost then
   * @throws ExecutionException with what it threw
   */
  <T> T run(Callable<T> body) throws CheckHang, ExecutionException {
    Future<T> future = executor.submit(body);
    while (true) {
      try {
        return future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        @Nullable String function = watch.overdue(limit);
        if (function != null) {
          throw new CheckHang(function + " did not return within " + Waits.text(limit));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CheckHang("the check was interrupted");
      }
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
