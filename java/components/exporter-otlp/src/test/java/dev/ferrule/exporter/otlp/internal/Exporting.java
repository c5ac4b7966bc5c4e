package dev.ferrule.exporter.otlp.internal;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.Call;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.Exporter;
import dev.ferrule.component.Settings;
import dev.ferrule.config.Compression;
import dev.ferrule.config.GrpcClientConfig;
import dev.ferrule.config.TlsClientConfig;
import dev.ferrule.config.TlsConfig;
import dev.ferrule.confmap.Opaque;
import dev.ferrule.exporter.otlp.OtlpGrpcConfig;
import dev.ferrule.exporter.otlp.OtlpGrpcExporterFactory;
import dev.ferrule.exporterhelper.DeliveryConfig;
import dev.ferrule.exporterhelper.QueueConfig;
import dev.ferrule.exporterhelper.RetryConfig;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.pdata.Signal;
import dev.ferrule.testkit.FakeHost;
import dev.ferrule.testkit.Metered;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An exporter with its surroundings. Closing it shuts down, and checks that no lease is left. */
final class Exporting implements AutoCloseable {
  static final TlsClientConfig PLAIN = tls("", true, false, "");
  static final DeliveryConfig DIRECT =
      new DeliveryConfig(
          Duration.ofSeconds(20),
          Optional.empty(),
          new RetryConfig(false, Duration.ZERO, 0, 1, Duration.ZERO, Duration.ZERO));

  final RecordingLogger logger = new RecordingLogger();
  final BufferPool pool = BufferPool.bounded(256L * 1024 * 1024);
  final Metered metered = new Metered("otelcol_exporter_");
  private final Signal signal;
  private final Exporter exporter;

  Exporting(Signal signal, DeliveryConfig delivery, GrpcClientConfig client) {
    this.signal = signal;
    Settings settings =
        new Settings(
            ComponentId.parse("otlp_grpc/test"),
            logger,
            new BuildInfo("ferrule", "Ferrule", "1.2.3"),
            pool,
            metered.meter());
    this.exporter =
        new OtlpGrpcExporterFactory()
            .create(settings, new OtlpGrpcConfig(delivery, client), signal);
  }

  /** Started, without queue and retries, without TLS. */
  static Exporting directly(Signal signal, String endpoint) {
    return new Exporting(signal, DIRECT, client(endpoint, PLAIN)).start();
  }

  Exporting start() {
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

  static DeliveryConfig queued(int consumers, int size, Duration retryInterval) {
    return new DeliveryConfig(
        Duration.ofSeconds(20),
        Optional.of(new QueueConfig(consumers, size, QueueConfig.DEFAULTS.sizer(), false, false)),
        new RetryConfig(true, retryInterval, 0, 1, retryInterval, Duration.ofMinutes(1)));
  }

  static GrpcClientConfig client(String endpoint, TlsClientConfig tls) {
    return client(endpoint, tls, Compression.GZIP, Map.of(), "");
  }

  static GrpcClientConfig client(
      String endpoint,
      TlsClientConfig tls,
      Compression compression,
      Map<String, Opaque> headers,
      String authority) {
    GrpcClientConfig usual = OtlpGrpcConfig.DEFAULTS.client();
    return new GrpcClientConfig(
        endpoint,
        compression,
        tls,
        usual.keepalive(),
        usual.readBufferSize(),
        usual.writeBufferSize(),
        usual.waitForReady(),
        headers,
        usual.userAgent(),
        usual.balancerName(),
        authority,
        usual.auth());
  }

  static TlsClientConfig tls(
      String caFile, boolean insecure, boolean skipVerify, String serverName) {
    return new TlsClientConfig(
        TlsConfig.DEFAULTS.withCaFile(caFile), insecure, skipVerify, serverName);
  }
}
