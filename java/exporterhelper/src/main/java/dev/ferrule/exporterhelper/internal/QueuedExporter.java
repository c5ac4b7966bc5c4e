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
import io.opentelemetry.api.metrics.ObservableLongGauge;
import java.util.List;
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
  private final ExporterMetrics metrics;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile List<ObservableLongGauge> gauges = List.of();

  private QueuedExporter(
      BatchSender own,
      BatchSender first,
      RetryStop retries,
      Optional<Queueing> queueing,
      Losses losses,
      ExporterMetrics metrics) {
    this.own = own;
    this.first = first;
    this.retries = retries;
    this.queueing = queueing;
    this.losses = losses;
    this.metrics = metrics;
  }

  /** Builds the chain from its end. */
  public static QueuedExporter of(
      Logger logger,
      ExporterMetrics metrics,
      DeliveryConfig config,
      BatchSender sender,
      Environment environment) {
    Losses losses = new Losses(logger, config);
    RetryStop retries = new RetryStop(environment);
    BatchSender chain = sender;
    if (config.timeout().isPositive()) {
      chain = new TimeoutSender(config.timeout(), chain, environment);
    }
    if (config.retryOnFailure().enabled()) {
      chain = new RetrySender(config.retryOnFailure(), chain, retries, environment, logger);
    }
    MeasuredSender measured = new MeasuredSender(chain, retries, metrics);
    if (config.sendingQueue().isEmpty()) {
      return new QueuedExporter(sender, measured, retries, Optional.empty(), losses, metrics);
    }
    QueueConfig queueConfig = config.sendingQueue().get();
    MemoryQueue queue = new MemoryQueue(queueConfig, environment);
    QueueConsumers consumers = new QueueConsumers(queue, measured, losses, environment);
    return new QueuedExporter(
        sender,
        new MeasuredQueue(queue, metrics),
        retries,
        Optional.of(new Queueing(queueConfig, queue, consumers)),
        losses,
        metrics);
  }

  @Override
  public void start(Host host) {
    own.start(host);
    queueing.ifPresent(it -> {
      gauges = metrics.observeQueue(it.queue()::size, it.config().queueSize());
      it.consumers().start(it.config().numConsumers());
    });
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
    } finally {
      gauges.forEach(ObservableLongGauge::close);
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
