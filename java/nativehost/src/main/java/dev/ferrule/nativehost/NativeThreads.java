package dev.ferrule.nativehost;

import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The platform threads that enter one plugin. They are few, so that a plugin that hangs takes no
 * more than these, and they are not carriers of virtual threads, which a native frame would pin.
 */
final class NativeThreads {
  private static final int MOST = 16;
  private static final long IDLE_SECONDS = 10;
  // Native code may need more than a Java frame does; an overflow there ends the process.
  private static final long STACK_BYTES = 4 << 20;

  private final ThreadPoolExecutor executor;

  /** Threads named for a plugin. */
  NativeThreads(String plugin) {
    executor =
        new ThreadPoolExecutor(
            MOST,
            MOST,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform()
                .daemon()
                .name("native-call-" + plugin + "-", 0)
                .stackSize(STACK_BYTES)
                .factory());
    executor.allowCoreThreadTimeOut(true);
  }

  /** Calls in a thread of the pool as soon as one is free. */
  <T> NativeCall<T> submit(Callable<T> body) {
    return submit(body, () -> {});
  }

  /**
   * The same.
   *
   * @param ended runs once, when the call has returned or it is certain that it never runs
   */
  <T> NativeCall<T> submit(Callable<T> body, Runnable ended) {
    NativeCall<T> call = new NativeCall<>(body, ended);
    executor.execute(call);
    return call;
  }

  /** Ends the threads that are idle; one that hangs in native code cannot be ended. */
  void close() {
    executor.shutdown();
  }
}
