package dev.ferrule.exporterhelper;

import dev.ferrule.component.Exporter;
import dev.ferrule.component.Settings;
import dev.ferrule.exporterhelper.internal.Environment;
import dev.ferrule.exporterhelper.internal.ExporterMetrics;
import dev.ferrule.exporterhelper.internal.QueuedExporter;
import dev.ferrule.pdata.Signal;
import io.opentelemetry.api.common.Attributes;

/** Makes an exporter of something that sends: queue, metrics, retry, time-out, then the sender. */
public final class ExporterHelper {
  private ExporterHelper() {}

  /**
   * An exporter that delivers through that sender.
   *
   * <p>With a queue, a batch is accepted once the queue holds a lease on it; consumers on virtual
   * threads send it later. A full queue refuses with a retryable {@code sending queue is full}.
   * What was accepted is sent, or its loss is logged with the number of items.
   *
   * <p>Shutdown ends the waiting of retries, gives every queued batch one attempt, for at most
   * three seconds in all, drops and logs the rest, then shuts the sender down.
   *
   * @param settings its logger gets retries and losses, its meter what becomes of each batch
   * @param signal names the consumer threads
   */
  public static Exporter exporter(
      Settings settings, Signal signal, DeliveryConfig config, BatchSender sender) {
    return exporter(settings, signal, config, sender, Attributes.empty());
  }

  /**
   * The same for a sender whose destination is known.
   *
   * @param destination goes with the counts of what was sent and what was not, such as {@code
   *     server.address}
   */
  public static Exporter exporter(
      Settings settings,
      Signal signal,
      DeliveryConfig config,
      BatchSender sender,
      Attributes destination) {
    return QueuedExporter.of(
        settings.logger(),
        new ExporterMetrics(settings, signal, destination),
        config,
        sender,
        Environment.ofJvm(settings.id() + "/" + signal.id()));
  }
}
