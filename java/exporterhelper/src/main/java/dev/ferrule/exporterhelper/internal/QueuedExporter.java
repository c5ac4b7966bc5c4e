package dev.ferrule.exporterhelper.internal;

import dev.ferrule.component.Call;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.Exporter;
import dev.ferrule.component.Host;
import dev.ferrule.exporterhelper.BatchSender;
import dev.ferrule.exporterhelper.DeliveryConfig;
import dev.ferrule.exporterhelper.QueueConfig;
import dev.ferrule.pdata.Batch;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;

/** The chain of senders with its lifecycle. */
public final class QueuedExporter implements Exporter {

  /** The queue with those who empty it. */
  private record Queueing(QueueConfig config, MemoryQueue queue, QueueConsumers consumers) {}

  private final BatchSender own;
  private final BatchSender first;
  private final RetryStop retries;
  private final Optional<Queueing> queueing;
  private final Losses losses;
  private final AtomicBoolean stopped = new AtomicBoolean();

  private QueuedExporter(
      BatchSender own,
      BatchSender first,
      RetryStop retries,
      Optional<Queueing> queueing,
      Losses losses) {
    this.own = own;
    this.first = first;
    this.retries = retries;
    this.queueing = queueing;
    this.losses = losses;
  }

  /** Builds the chain from its end. */
  public static QueuedExporter of(
      Logger logger, DeliveryConfig config, BatchSender sender, Environment environment) {
    Losses losses = new Losses(logger, config);
    RetryStop retries = new RetryStop(environment);
    BatchSender chain = sender;
    if (config.timeout().isPositive()) {
      chain = new TimeoutSender(config.timeout(), chain, environment);
    }
    if (config.retryOnFailure().enabled()) {
      chain = new RetrySender(config.retryOnFailure(), chain, retries, environment, logger);
    }
    if (config.sendingQueue().isEmpty()) {
      return new QueuedExporter(sender, chain, retries, Optional.empty(), losses);
    }
    QueueConfig queueConfig = config.sendingQueue().get();
    MemoryQueue queue = new MemoryQueue(queueConfig, environment);
    QueueConsumers consumers = new QueueConsumers(queue, chain, losses, environment);
    return new QueuedExporter(
        sender, queue, retries, Optional.of(new Queueing(queueConfig, queue, consumers)), losses);
  }

  @Override
  public void start(Host host) {
    own.start(host);
    queueing.ifPresent(it -> it.consumers().start(it.config().numConsumers()));
  }

  @Override
  public void consume(Batch batch, Call call) {
    try {
      first.send(batch, call);
    } catch (ConsumeException e) {
      losses.rejected(batch, e);
      throw e;
    }
  }

  @Override
  public void shutdown() {
    if (!stopped.compareAndSet(false, true)) {
      return;
    }
    // Retries first, so that the queue drains with one attempt for each batch.
    retries.stop();
    try {
      queueing.ifPresent(it -> it.consumers().stop());
    } catch (ComponentException e) {
      shutdownOwn(e);
      throw e;
    }
    own.shutdown();
  }

  private void shutdownOwn(ComponentException first) {
    try {
      own.shutdown();
    } catch (ComponentException second) {
      first.addSuppressed(second);
    }
  }

  /** The size of what is queued or being sent, in the queue's unit; 0 without a queue. */
  public long queueSize() {
    return queueing.map(it -> it.queue().size()).orElse(0L);
  }
}
