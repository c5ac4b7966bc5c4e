package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.component.Call;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.Consumer;
import dev.ferrule.component.ReceiverMetrics;
import dev.ferrule.component.Settings;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.pdata.Signal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;

/** Where one protocol hands over what it received. Safe for use by several threads. */
final class Intake {
  private final Map<Signal, Consumer> next;
  private final BufferPool buffers;
  private final Logger log;
  private final ReceiverMetrics metrics;
  private final AtomicInteger delivering = new AtomicInteger();

  Intake(Map<Signal, Consumer> next, Settings settings, String transport) {
    this.next = Map.copyOf(next);
    this.buffers = settings.buffers();
    this.log = settings.logger();
    this.metrics = new ReceiverMetrics(settings, transport);
  }

  /** The signals that pipelines use. */
  Set<Signal> signals() {
    return next.keySet();
  }

  BufferPool buffers() {
    return buffers;
  }

  /**
   * Hands a batch to the pipelines and closes it. A batch without items is accepted here. Blocks as
   * long as the pipelines do.
   */
  RpcStatus deliver(Batch batch, Call call) {
    Signal signal = batch.signal();
    int items = batch.itemCount();
    delivering.incrementAndGet();
    try (batch) {
      Consumer consumer = next.get(signal);
      if (consumer == null) {
        throw new IllegalStateException("no pipeline for " + signal);
      }
      if (items > 0) {
        consumer.consume(batch, call);
        metrics.accepted(signal, items);
      }
      return RpcStatus.OK;
    } catch (ConsumeException refusal) {
      metrics.refused(signal, items);
      return RpcStatus.of(refusal);
    } catch (RuntimeException bug) {
      metrics.failed(signal, items);
      log.error("A pipeline failed on a batch.", bug);
      return RpcStatus.of(RpcStatus.INTERNAL, "pipeline failed: " + bug);
    } finally {
      delivering.decrementAndGet();
    }
  }

  /** Closes a batch whose sender no longer waits for an answer. */
  void drop(Batch batch) {
    if (batch.itemCount() > 0) {
      metrics.refused(batch.signal(), batch.itemCount());
    }
    batch.close();
  }

  /** How many requests are in the pipelines now. */
  int inPipelines() {
    return delivering.get();
  }
}
