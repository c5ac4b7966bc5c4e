package dev.ferrule.exporterhelper.internal;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ConsumeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** The threads that empty the queue. What they cannot send they log as lost. */
final class QueueConsumers {
  // Bounds that let the whole process stop within five seconds.
  private static final Duration DRAIN = Duration.ofSeconds(3);
  private static final Duration AFTER_INTERRUPT = Duration.ofMillis(500);

  private final MemoryQueue queue;
  private final MeasuredSender next;
  private final Losses losses;
  private final Environment environment;
  private final Lock lock;
  private final Condition oneEnded;
  private final List<Thread> running = new ArrayList<>();

  QueueConsumers(MemoryQueue queue, MeasuredSender next, Losses losses, Environment environment) {
    this.queue = queue;
    this.next = next;
    this.losses = losses;
    this.environment = environment;
    this.lock = environment.locks().get();
    this.oneEnded = lock.newCondition();
  }

  void start(int count) {
    lock.lock();
    try {
      for (int i = 0; i < count; i++) {
        Thread thread = environment.threads().newThread(this::run);
        running.add(thread);
        thread.start();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      Optional<QueuedBatch> taken = queue.take();
      while (taken.isPresent()) {
        deliver(taken.get());
        taken = queue.take();
      }
    } catch (InterruptedException e) {
      // Only a shutdown whose time is over interrupts: it takes care of what is left in the queue.
      Thread.currentThread().interrupt();
    } finally {
      ended();
    }
  }

  private void ended() {
    lock.lock();
    try {
      running.remove(Thread.currentThread());
      oneEnded.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void deliver(QueuedBatch queued) {
    finish(queued, attempt(queued));
  }

  private @Nullable ConsumeException attempt(QueuedBatch queued) {
    try {
      next.send(queued.batch(), queued.call());
      return null;
    } catch (ConsumeException e) {
      return e;
    } catch (RuntimeException | Error e) {
      return Failures.defect(e);
    }
  }

  private void finish(QueuedBatch queued, @Nullable ConsumeException failure) {
    queued.batch().close();
    if (failure != null) {
      losses.dropped(queued.batch(), failure);
    }
    queue.done(queued, failure);
  }

  /**
   * Lets the queue run empty, within limits.
   *
   * @throws ComponentException if batches were not tried or threads did not end
   */
  void stop() {
    queue.stop();
    boolean drained = awaitEnd(DRAIN);
    List<QueuedBatch> left = queue.takeAll();
    ConsumeException untried =
        ConsumeException.cancelled("exporter stopped before its queue was empty");
    for (QueuedBatch queued : left) {
      next.failed(queued.batch(), untried);
      finish(queued, untried);
    }
    boolean ended = drained || interruptAll();
    if (!ended) {
      throw new ComponentException(
          "exporter threads are still sending %s after they were told to stop"
              .formatted(AFTER_INTERRUPT));
    }
    if (!left.isEmpty()) {
      throw new ComponentException(
          "sending queue was not empty after %d s: %d batches dropped"
              .formatted(DRAIN.toSeconds(), left.size()));
    }
  }

  private boolean interruptAll() {
    lock.lock();
    try {
      running.forEach(Thread::interrupt);
    } finally {
      lock.unlock();
    }
    return awaitEnd(AFTER_INTERRUPT);
  }

  private boolean awaitEnd(Duration limit) {
    OptionalLong deadline = OptionalLong.of(environment.in(limit));
    lock.lock();
    try {
      while (!running.isEmpty()) {
        if (!environment.await(oneEnded, deadline)) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
