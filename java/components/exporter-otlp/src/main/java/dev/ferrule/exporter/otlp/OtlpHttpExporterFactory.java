package dev.ferrule.exporter.otlp;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.Exporter;
import dev.ferrule.component.ExporterFactory;
import dev.ferrule.component.Settings;
import dev.ferrule.component.Stability;
import dev.ferrule.config.HttpUrl;
import dev.ferrule.confmap.ConfigType;
import dev.ferrule.exporter.otlp.internal.OtlpHttpSender;
import dev.ferrule.exporterhelper.ExporterHelper;
import dev.ferrule.pdata.Signal;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Map;
import java.util.Optional;

/** Makes {@code otlp_http} exporters; {@code otlphttp} is their old name. */
public final class OtlpHttpExporterFactory implements ExporterFactory<OtlpHttpConfig> {
  private static final AttributeKey<String> SERVER_ADDRESS =
      AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<String> URL_PATH = AttributeKey.stringKey("url.path");

  @Override
  public String type() {
    return "otlp_http";
  }

  @Override
  public Optional<String> deprecatedAlias() {
    return Optional.of("otlphttp");
  }

  @Override
  public ConfigType<OtlpHttpConfig> config() {
    return ConfigType.of(OtlpHttpConfig.DEFAULTS);
  }

  @Override
  public Map<Signal, Stability> stability() {
    return Map.of(
        Signal.TRACES, Stability.STABLE,
        Signal.METRICS, Stability.STABLE,
        Signal.LOGS, Stability.STABLE);
  }

  @Override
  public Exporter create(Settings settings, OtlpHttpConfig config, Signal signal) {
    HttpUrl url;
    try {
      url = config.url(signal);
    } catch (IllegalArgumentException e) {
      throw new ComponentException(String.valueOf(e.getMessage()), e);
    }
    return ExporterHelper.exporter(
        settings,
        signal,
        config.delivery(),
        new OtlpHttpSender(settings, config.client(), signal, url),
        destination(url));
  }

  private static Attributes destination(HttpUrl url) {
    AttributesBuilder attributes = Attributes.builder().put(SERVER_ADDRESS, url.host());
    if (!url.uri().getPath().isEmpty()) {
      attributes.put(URL_PATH, url.uri().getPath());
    }
    if (url.uri().getPort() >= 0) {
      attributes.put(SERVER_PORT, (long) url.uri().getPort());
    }
    return attributes.build();
  }
}
