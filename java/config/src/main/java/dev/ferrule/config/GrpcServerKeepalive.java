package dev.ferrule.config;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Validated;
import io.grpc.netty.NettyServerBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Pings and the life of a gRPC server's connections.
 *
 * @param serverParameters what the server does
 * @param enforcementPolicy what clients may do
 */
@ConfigDoc
public record GrpcServerKeepalive(
    ServerParameters serverParameters, EnforcementPolicy enforcementPolicy) {

  /** The defaults of gRPC. */
  public static final GrpcServerKeepalive DEFAULTS =
      new GrpcServerKeepalive(
          new ServerParameters(
              Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO),
          new EnforcementPolicy(Duration.ZERO, false));

  /**
   * What the server does. Zero stands for the default of gRPC.
   *
   * @param maxConnectionIdle a connection without calls is closed after that; never if 0; less than
   *     a second counts as one
   * @param maxConnectionAge a connection is closed after that, give or take a tenth; never if 0;
   *     less than a second counts as one
   * @param maxConnectionAgeGrace how long calls may still run when the age is reached; for ever if
   *     0
   * @param time a connection that is quiet for that long is pinged; 2 hours if 0; less than 10
   *     seconds counts as 10
   * @param timeout how long to wait for the answer to a ping before the connection is closed; 20
   *     seconds if 0
   */
  @ConfigDoc
  public record ServerParameters(
      Duration maxConnectionIdle,
      Duration maxConnectionAge,
      Duration maxConnectionAgeGrace,
      Duration time,
      Duration timeout)
      implements Validated {

    @Override
    public void validate(Rules rules) {
      ListenRules.notNegative(rules, "max_connection_idle", maxConnectionIdle);
      ListenRules.notNegative(rules, "max_connection_age", maxConnectionAge);
      ListenRules.notNegative(rules, "max_connection_age_grace", maxConnectionAgeGrace);
      ListenRules.notNegative(rules, "time", time);
      ListenRules.notNegative(rules, "timeout", timeout);
    }
  }

  /**
   * What clients may do; one that does more is disconnected.
   *
   * @param minTime the least time between a client's pings; 5 minutes if 0
   * @param permitWithoutStream whether clients may ping while they have no call; off by default
   */
  @ConfigDoc
  public record EnforcementPolicy(Duration minTime, boolean permitWithoutStream)
      implements Validated {

    @Override
    public void validate(Rules rules) {
      ListenRules.notNegative(rules, "min_time", minTime);
    }
  }

  void applyTo(NettyServerBuilder server) {
    ServerParameters own = serverParameters;
    if (own.maxConnectionIdle.isPositive()) {
      server.maxConnectionIdle(own.maxConnectionIdle.toNanos(), TimeUnit.NANOSECONDS);
    }
    if (own.maxConnectionAge.isPositive()) {
      server.maxConnectionAge(own.maxConnectionAge.toNanos(), TimeUnit.NANOSECONDS);
    }
    if (own.maxConnectionAgeGrace.isPositive()) {
      server.maxConnectionAgeGrace(own.maxConnectionAgeGrace.toNanos(), TimeUnit.NANOSECONDS);
    }
    if (own.time.isPositive()) {
      server.keepAliveTime(own.time.toNanos(), TimeUnit.NANOSECONDS);
    }
    if (own.timeout.isPositive()) {
      server.keepAliveTimeout(own.timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
    if (enforcementPolicy.minTime.isPositive()) {
      server.permitKeepAliveTime(enforcementPolicy.minTime.toNanos(), TimeUnit.NANOSECONDS);
    }
    server.permitKeepAliveWithoutCalls(enforcementPolicy.permitWithoutStream);
  }
}
