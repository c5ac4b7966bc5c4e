package dev.ferrule.exporterhelper.internal;

import dev.ferrule.component.Call;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.Settings;
import dev.ferrule.exporterhelper.BatchSender;
import dev.ferrule.exporterhelper.DeliveryConfig;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.pdata.Signal;
import dev.ferrule.testkit.FakeHost;
import dev.ferrule.testkit.Metered;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** An exporter in a simulation, with all that it uses. */
final class ExporterFixture {
  final Simulation simulation = new Simulation(1);
  final RecordingLogger logger = new RecordingLogger();
  final Batches batches = new Batches();
  final List<Call> attempts = new ArrayList<>();
  final Metered metered = new Metered("otelcol_exporter_");
  final QueuedExporter exporter;

  ExporterFixture(DeliveryConfig config, BatchSender sender) {
    exporter =
        QueuedExporter.of(
            logger,
            metrics(metered, logger),
            config,
            (batch, call) -> {
              attempts.add(call);
              sender.send(batch, call);
            },
            simulation.environment());
  }

  /** Those of the exporter {@code otlp/x} of traces, which sends to {@code peer}. */
  static ExporterMetrics metrics(Metered metered, Logger logger) {
    return new ExporterMetrics(
        new Settings(
            ComponentId.parse("otlp/x"),
            logger,
            FakeHost.BUILD,
            BufferPool.bounded(1),
            metered.meter()),
        Signal.TRACES,
        Attributes.of(AttributeKey.stringKey("server.address"), "peer"));
  }

  /** Sends a batch and answers what became of it. */
  @Nullable ConsumeException consume(int items, Call call) {
    try (Batch batch = batches.of(items)) {
      exporter.consume(batch, call);
      return null;
    } catch (ConsumeException e) {
      return e;
    }
  }

  void pause(Duration duration) {
    try {
      simulation.sleep(duration);
    } catch (InterruptedException e) {
      throw ConsumeException.cancelled("interrupted");
    }
  }

  List<String> messages() {
    return logger.lines().stream().map(RecordingLogger.Line::message).toList();
  }
}
