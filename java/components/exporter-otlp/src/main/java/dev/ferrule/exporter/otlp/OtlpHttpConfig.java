package dev.ferrule.exporter.otlp;

import dev.ferrule.config.HttpClientConfig;
import dev.ferrule.config.HttpUrl;
import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Inline;
import dev.ferrule.confmap.NotYet;
import dev.ferrule.confmap.Validated;
import dev.ferrule.exporterhelper.DeliveryConfig;
import dev.ferrule.exporterhelper.QueueConfig;
import dev.ferrule.exporterhelper.RetryConfig;
import dev.ferrule.pdata.Signal;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the otlp_http exporter, all on one level as in the Collector.
 *
 * @param client where to send and how; {@code /v1/traces}, {@code /v1/metrics} or {@code /v1/logs}
 *     is put behind the endpoint
 * @param sendingQueue the queue; off to send while the pipeline waits
 * @param retryOnFailure what happens to a batch that failed
 * @param tracesEndpoint the whole URL for traces, in place of the endpoint
 * @param metricsEndpoint the whole URL for metrics, in place of the endpoint
 * @param logsEndpoint the whole URL for logs, in place of the endpoint
 * @param encoding {@code proto}
 */
@ConfigDoc
@NotYet(key = "profiles_endpoint", reason = "profiles; remove it")
public record OtlpHttpConfig(
    @Inline HttpClientConfig client,
    Optional<QueueConfig> sendingQueue,
    RetryConfig retryOnFailure,
    String tracesEndpoint,
    String metricsEndpoint,
    String logsEndpoint,
    Encoding encoding)
    implements Validated {

  /** The Collector's defaults: 30 seconds a request, gzip, a queue, retries. */
  public static final OtlpHttpConfig DEFAULTS =
      new OtlpHttpConfig(
          HttpClientConfig.DEFAULTS.withGzip(Duration.ofSeconds(30), 512 * 1024),
          DeliveryConfig.DEFAULTS.sendingQueue(),
          DeliveryConfig.DEFAULTS.retryOnFailure(),
          "",
          "",
          "",
          Encoding.PROTO);

  @Override
  public void validate(Rules rules) {
    if (client.endpoint().isEmpty()
        && tracesEndpoint.isEmpty()
        && metricsEndpoint.isEmpty()
        && logsEndpoint.isEmpty()) {
      rules.broken("", "at least one endpoint must be specified", HttpUrl.HINT);
    }
    for (Signal signal : Signal.values()) {
      try {
        if (!own(signal).isEmpty()) {
          HttpUrl.parse(own(signal));
        }
      } catch (IllegalArgumentException e) {
        rules.broken(key(signal), String.valueOf(e.getMessage()), HttpUrl.HINT);
      }
    }
    if (encoding == Encoding.JSON) {
      rules.broken("encoding", "not supported yet: sending OTLP/JSON", "write proto");
    }
  }

  /**
   * Where a signal goes to.
   *
   * @throws IllegalArgumentException if no endpoint is for it
   */
  HttpUrl url(Signal signal) {
    if (!own(signal).isEmpty()) {
      return HttpUrl.parse(own(signal));
    }
    String endpoint = client.endpoint();
    if (endpoint.isEmpty()) {
      throw new IllegalArgumentException(
          "either endpoint or " + key(signal) + " must be specified");
    }
    return HttpUrl.parse(endpoint + (endpoint.endsWith("/") ? "" : "/") + "v1/" + signal.id());
  }

  /** Retries and the queue; the client has a time-out of its own. */
  DeliveryConfig delivery() {
    return new DeliveryConfig(Duration.ZERO, sendingQueue, retryOnFailure);
  }

  private String own(Signal signal) {
    return switch (signal) {
      case TRACES -> tracesEndpoint;
      case METRICS -> metricsEndpoint;
      case LOGS -> logsEndpoint;
    };
  }

  private static String key(Signal signal) {
    return signal.id() + "_endpoint";
  }
}
