package dev.ferrule.exporter.otlp;

import dev.ferrule.component.Exporter;
import dev.ferrule.component.ExporterFactory;
import dev.ferrule.component.Settings;
import dev.ferrule.component.Stability;
import dev.ferrule.config.GrpcTarget;
import dev.ferrule.confmap.ConfigType;
import dev.ferrule.exporter.otlp.internal.OtlpGrpcSender;
import dev.ferrule.exporterhelper.ExporterHelper;
import dev.ferrule.pdata.Signal;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Makes {@code otlp_grpc} exporters; {@code otlp} is their old name. */
public final class OtlpGrpcExporterFactory implements ExporterFactory<OtlpGrpcConfig> {
  private static final AttributeKey<String> SERVER_ADDRESS =
      AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");

  @Override
  public String type() {
    return "otlp_grpc";
  }

  @Override
  public Optional<String> deprecatedAlias() {
    return Optional.of("otlp");
  }

  @Override
  public ConfigType<OtlpGrpcConfig> config() {
    return ConfigType.of(OtlpGrpcConfig.DEFAULTS);
  }

  @Override
  public Map<Signal, Stability> stability() {
    return Map.of(
        Signal.TRACES, Stability.STABLE,
        Signal.METRICS, Stability.STABLE,
        Signal.LOGS, Stability.STABLE);
  }

  @Override
  public Exporter create(Settings settings, OtlpGrpcConfig config, Signal signal) {
    return ExporterHelper.exporter(
        settings,
        signal,
        config.delivery(),
        new OtlpGrpcSender(settings, config.client(), signal),
        destination(config.client().target()));
  }

  private static Attributes destination(GrpcTarget target) {
    return switch (target) {
      case GrpcTarget.Network(String host, int port, _) ->
          Attributes.of(SERVER_ADDRESS, host, SERVER_PORT, (long) port);
      case GrpcTarget.Socket(Path path) -> Attributes.of(SERVER_ADDRESS, path.toString());
    };
  }
}
