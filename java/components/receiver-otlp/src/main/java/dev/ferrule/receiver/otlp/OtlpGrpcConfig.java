package dev.ferrule.receiver.otlp;

import dev.ferrule.config.GrpcServerConfig;
import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Inline;

/**
 * OTLP over gRPC.
 *
 * @param server the server block
 */
@ConfigDoc
public record OtlpGrpcConfig(@Inline GrpcServerConfig server) {
  private static final int READ_BUFFER = 512 * 1024;

  /** What {@code grpc:} alone stands for. */
  public static final OtlpGrpcConfig DEFAULTS =
      new OtlpGrpcConfig(
          GrpcServerConfig.listeningOn("localhost:4317").withReadBufferSize(READ_BUFFER));
}
