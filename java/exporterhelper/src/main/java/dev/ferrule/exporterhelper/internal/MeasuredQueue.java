package dev.ferrule.exporterhelper.internal;

import dev.ferrule.component.Call;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.exporterhelper.BatchSender;
import dev.ferrule.pdata.Batch;

/** Counts what the queue does not take. */
final class MeasuredQueue implements BatchSender {
  private final MemoryQueue queue;
  private final ExporterMetrics metrics;

  MeasuredQueue(MemoryQueue queue, ExporterMetrics metrics) {
    this.queue = queue;
    this.metrics = metrics;
  }

  @Override
  public void send(Batch batch, Call call) {
    metrics.offered(batch);
    try {
      queue.send(batch, call);
    } catch (ConsumeException e) {
      metrics.enqueueFailed(batch.itemCount());
      throw e;
    }
  }
}
