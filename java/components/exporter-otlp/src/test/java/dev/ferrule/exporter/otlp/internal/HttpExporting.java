package dev.ferrule.exporter.otlp.internal;

import dev.ferrule.component.Call;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.Exporter;
import dev.ferrule.component.Settings;
import dev.ferrule.exporter.otlp.OtlpHttpConfig;
import dev.ferrule.exporter.otlp.OtlpHttpExporterFactory;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.pdata.Signal;
import dev.ferrule.testkit.FakeHost;
import dev.ferrule.testkit.Metered;
import dev.ferrule.testkit.Section;
import org.jspecify.annotations.Nullable;

/**
 * An otlp_http exporter with its surroundings. Closing it shuts down, and checks that no lease is
 * left.
 */
final class HttpExporting implements AutoCloseable {
  /** Without queue and retries. */
  static final String DIRECT =
      "sending_queue: {enabled: false}\nretry_on_failure: {enabled: false}\n";

  final RecordingLogger logger = new RecordingLogger();
  final BufferPool pool = BufferPool.bounded(256L * 1024 * 1024);
  final Metered metered = new Metered("otelcol_exporter_");
  private final Signal signal;
  private final Exporter exporter;

  HttpExporting(Signal signal, String yaml) {
    this.signal = signal;
    Settings settings =
        new Settings(
            ComponentId.parse("otlp_http/test"), logger, FakeHost.BUILD, pool, metered.meter());
    this.exporter =
        new OtlpHttpExporterFactory()
            .create(settings, Section.of(OtlpHttpConfig.DEFAULTS, yaml), signal);
  }

  /** Started, without queue and retries. */
  static HttpExporting directly(Signal signal, String url) {
    return new HttpExporting(signal, DIRECT + "endpoint: " + url).start();
  }

  HttpExporting start() {
    exporter.start(new FakeHost());
    return this;
  }

  Exporter exporter() {
    return exporter;
  }

  /** Exports a batch of that many items and answers what became of it. */
  @Nullable ConsumeException export(int items) {
    try (Batch batch = Telemetry.batch(signal, items, pool)) {
      exporter.consume(batch, Call.NONE);
      return null;
    } catch (ConsumeException e) {
      return e;
    }
  }

  @Override
  public void close() {
    exporter.shutdown();
    if (pool.leasedBytes() != 0) {
      throw new AssertionError(pool.leasedBytes() + " bytes are still leased");
    }
    pool.close();
  }
}
