package dev.ferrule.exporterhelper.internal;

import dev.ferrule.component.Call;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.exporterhelper.BatchSender;
import dev.ferrule.exporterhelper.QueueConfig;
import dev.ferrule.pdata.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Batches in the order they came, bounded by their size. A batch counts until it is done, not only
 * while it waits.
 */
final class MemoryQueue implements BatchSender {
  private final QueueConfig config;
  private final Environment environment;
  private final Lock lock;
  private final Condition notEmpty;
  private final Condition roomier;
  private final Queue<QueuedBatch> waiting = new ArrayDeque<>();
  private long size;
  private boolean stopped;

  MemoryQueue(QueueConfig config, Environment environment) {
    this.config = config;
    this.environment = environment;
    this.lock = environment.locks().get();
    this.notEmpty = lock.newCondition();
    this.roomier = lock.newCondition();
  }

  /** Puts a batch in, under a lease of its own; an empty one is done at once. */
  @Override
  public void send(Batch batch, Call call) {
    long batchSize = config.sizer().sizeOf(batch);
    if (batchSize == 0) {
      return;
    }
    if (batchSize > config.queueSize()) {
      throw ConsumeException.permanent("element size too large");
    }
    lock.lock();
    try {
      awaitRoom(batchSize, call.deadlineNanos());
      boolean wait = config.waitForResult();
      QueuedBatch queued =
          new QueuedBatch(
              batch.retain(),
              // The sender is told at once that the batch is taken, and is free to go.
              wait ? call : new Call(OptionalLong.empty(), call.metadata()),
              batchSize,
              lock.newCondition());
      size += batchSize;
      waiting.add(queued);
      notEmpty.signal();
      if (wait) {
        awaitResult(queued);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ConsumeException.cancelled("interrupted while waiting for the sending queue");
    } finally {
      lock.unlock();
    }
  }

  private void awaitRoom(long batchSize, OptionalLong deadline) throws InterruptedException {
    while (!stopped && size + batchSize > config.queueSize()) {
      if (!config.blockOnOverflow() || !environment.await(roomier, deadline)) {
        throw ConsumeException.retryable("sending queue is full");
      }
    }
    if (stopped) {
      throw ConsumeException.cancelled("exporter is shutting down");
    }
  }

  private void awaitResult(QueuedBatch queued) throws InterruptedException {
    Condition finished = queued.finished();
    while (!queued.isDone()) {
      if (!environment.await(finished, queued.call().deadlineNanos())) {
        throw ConsumeException.retryable("deadline passed while the batch was being exported");
      }
    }
    if (queued.failure() != null) {
      throw queued.failure();
    }
  }

  /**
   * Takes the next batch out, or waits for one. The taker closes its lease, then calls {@link
   * #done}.
   *
   * @return empty if the queue is stopped and has no more
   */
  Optional<QueuedBatch> take() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !stopped) {
        notEmpty.await();
      }
      return Optional.ofNullable(waiting.poll());
    } finally {
      lock.unlock();
    }
  }

  /**
   * A batch that was taken out needs no more room.
   *
   * @param failure why it was lost; null if it was sent
   */
  void done(QueuedBatch queued, @Nullable ConsumeException failure) {
    lock.lock();
    try {
      size -= queued.size();
      queued.finish(failure);
      roomier.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Accepts nothing more; what is in it can still be taken out. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      notEmpty.signalAll();
      roomier.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes out all that waits. */
  List<QueuedBatch> takeAll() {
    lock.lock();
    try {
      List<QueuedBatch> all = new ArrayList<>(waiting);
      waiting.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** The size of what is in it or being sent. */
  long size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }
}
