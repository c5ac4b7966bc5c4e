package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.component.Call;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.Consumer;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.pdata.Signal;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/** Where both protocols hand over what they received. Safe for use by several threads. */
final class Intake {
  private final Map<Signal, Consumer> next;
  private final BufferPool buffers;
  private final Logger log;
  private final Set<Thread> delivering = ConcurrentHashMap.newKeySet();

  Intake(Map<Signal, Consumer> next, BufferPool buffers, Logger log) {
    this.next = Map.copyOf(next);
    this.buffers = buffers;
    this.log = log;
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
    Thread self = Thread.currentThread();
    delivering.add(self);
    try (batch) {
      Consumer consumer = next.get(batch.signal());
      if (consumer == null) {
        throw new IllegalStateException("no pipeline for " + batch.signal());
      }
      if (batch.itemCount() > 0) {
        consumer.consume(batch, call);
      }
      return RpcStatus.OK;
    } catch (ConsumeException refusal) {
      return RpcStatus.of(refusal);
    } catch (RuntimeException bug) {
      log.error("A pipeline failed on a batch.", bug);
      return RpcStatus.of(RpcStatus.INTERNAL, "pipeline failed: " + bug);
    } finally {
      delivering.remove(self);
    }
  }

  /** Interrupts whoever is still in a pipeline. */
  void interruptAll() {
    delivering.forEach(Thread::interrupt);
  }

  /** How many requests are in the pipelines now. */
  int inPipelines() {
    return delivering.size();
  }
}
