package dev.ferrule.receiver.otlp.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs each task on a virtual thread of its own, and can interrupt those that are at it. */
final class RequestThreads implements Executor {
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().name("otlp-receiver-request-", 0).factory());
  private final Set<Thread> busy = ConcurrentHashMap.newKeySet();

  @Override
  public void execute(Runnable task) {
    threads.execute(() -> {
      busy.add(Thread.currentThread());
      try {
        task.run();
      } finally {
        busy.remove(Thread.currentThread());
      }
    });
  }

  /** Interrupts whoever waits for something; what is handed in later runs all the same. */
  void interruptAll() {
    busy.forEach(Thread::interrupt);
  }

  /** Takes nothing more, and waits for what runs. False if that took too long. */
  boolean close(long nanos) throws InterruptedException {
    threads.shutdown();
    return threads.awaitTermination(nanos, TimeUnit.NANOSECONDS);
  }
}
