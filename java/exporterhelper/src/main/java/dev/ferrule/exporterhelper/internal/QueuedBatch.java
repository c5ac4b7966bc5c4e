package dev.ferrule.exporterhelper.internal;

import dev.ferrule.component.Call;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.pdata.Batch;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** A batch in the queue, or on its way from there. Its state is guarded by the queue's lock. */
final class QueuedBatch {
  private final Batch batch;
  private final Call call;
  private final long size;
  private final Condition finished;
  private boolean done;
  private @Nullable ConsumeException failure;

  /**
   * Takes over the lease.
   *
   * @param finished of the queue's lock; signalled when the batch is done
   */
  QueuedBatch(Batch batch, Call call, long size, Condition finished) {
    this.batch = batch;
    this.call = call;
    this.size = size;
    this.finished = finished;
  }

  /** The queue's own lease, closed by the one who takes the batch out. */
  Batch batch() {
    return batch;
  }

  Call call() {
    return call;
  }

  long size() {
    return size;
  }

  void finish(@Nullable ConsumeException failure) {
    this.done = true;
    this.failure = failure;
    finished.signal();
  }

  Condition finished() {
    return finished;
  }

  boolean isDone() {
    return done;
  }

  @Nullable ConsumeException failure() {
    return failure;
  }
}
