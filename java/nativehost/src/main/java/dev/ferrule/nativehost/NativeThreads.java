package dev.ferrule.nativehost;

import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Platform threads that enter one plugin. They are few, so that a plugin that hangs takes no more
 * than these, and they are not carriers of virtual threads, which a native frame would pin.
 */
final class NativeThreads {
  private static final int MOST = 16;
  private static final int MOST_WAITING_USES = 1000;
  private static final long IDLE_SECONDS = 10;
  // Native code may need more than a Java frame does; an overflow there ends the process.
  private static final long STACK_BYTES = 4 << 20;

  private final ThreadPoolExecutor executor;

  private NativeThreads(String name, int mostWaiting) {
    executor =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(mostWaiting),
            // Inherits nothing, so that a thread keeps nothing of the collector that needed it.
            Thread.ofPlatform()
                .daemon()
                .inheritInheritableThreadLocals(false)
                .name(name, 0)
                .stackSize(STACK_BYTES)
                .factory());
    executor.allowCoreThreadTimeOut(true);
  }

  /**
   * Threads for the lives of components, named for a plugin. Nothing limits how many calls wait,
   * since a component makes one at a time.
   */
  static NativeThreads forLives(String plugin) {
    return new NativeThreads("native-call-" + plugin + "-", Integer.MAX_VALUE);
  }

  /**
   * Threads for what components do for others. They are others, so that components that hang in
   * that can still be stopped; and when many calls wait already, the next one is refused.
   */
  static NativeThreads forUses(String plugin) {
    return new NativeThreads("native-use-" + plugin + "-", MOST_WAITING_USES);
  }

  /** Calls in a thread of the pool as soon as one is free. */
  <T> NativeCall<T> submit(Callable<T> body) {
    return submit(body, () -> {});
  }

  /**
   * The same.
   *
   * @param ended runs once, when the call has returned or it is certain that it never runs
   * @throws RejectedExecutionException if too many wait already
   */
  <T> NativeCall<T> submit(Callable<T> body, Runnable ended) {
    NativeCall<T> call = new NativeCall<>(body, ended, executor::remove);
    try {
      executor.execute(call);
    } catch (RejectedExecutionException e) {
      call.withdraw();
      throw e;
    }
    return call;
  }

  /** Ends the threads that are idle; one that hangs in native code cannot be ended. */
  void close() {
    executor.shutdown();
  }
}
