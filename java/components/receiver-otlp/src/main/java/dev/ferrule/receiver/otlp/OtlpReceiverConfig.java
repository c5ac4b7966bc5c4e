package dev.ferrule.receiver.otlp;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Validated;
import java.util.Optional;

/**
 * Settings of the OTLP receiver.
 *
 * @param protocols what it speaks
 */
@ConfigDoc
public record OtlpReceiverConfig(Protocols protocols) implements Validated {

  /**
   * What the receiver speaks; at least one.
   *
   * @param grpc OTLP over gRPC
   * @param http OTLP over HTTP
   */
  @ConfigDoc
  public record Protocols(Optional<OtlpGrpcConfig> grpc, Optional<OtlpHttpConfig> http) {}

  /** The settings of an empty section: no protocol is on, so it is not valid as it is. */
  public static final OtlpReceiverConfig DEFAULTS =
      new OtlpReceiverConfig(new Protocols(Optional.empty(), Optional.empty()));

  @Override
  public void validate(Rules rules) {
    if (protocols.grpc().isEmpty() && protocols.http().isEmpty()) {
      rules.broken(
          "",
          "must specify at least one protocol when using the OTLP receiver",
          "write protocols: {grpc: {}, http: {}}");
    }
  }
}
