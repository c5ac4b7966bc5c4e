package dev.ferrule.exporter.otlp;

import dev.ferrule.config.GrpcClientConfig;
import dev.ferrule.config.GrpcTarget;
import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Inline;
import dev.ferrule.confmap.Validated;
import dev.ferrule.exporterhelper.DeliveryConfig;

/**
 * Settings of the otlp_grpc exporter, all on one level as in the Collector.
 *
 * @param delivery time-out, queue and retries
 * @param client where to send and how; an endpoint is required
 */
@ConfigDoc
public record OtlpGrpcConfig(@Inline DeliveryConfig delivery, @Inline GrpcClientConfig client)
    implements Validated {

  /** The Collector's defaults: gzip, TLS, a queue, retries. */
  public static final OtlpGrpcConfig DEFAULTS =
      new OtlpGrpcConfig(DeliveryConfig.DEFAULTS, GrpcClientConfig.DEFAULTS.withGzip(512 * 1024));

  @Override
  public void validate(Rules rules) {
    if (!client.hasEndpoint()) {
      rules.broken("endpoint", "requires a non-empty \"endpoint\"", GrpcTarget.HINT);
    }
  }
}
