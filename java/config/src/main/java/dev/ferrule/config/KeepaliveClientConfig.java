package dev.ferrule.config;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Validated;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Pings of a gRPC client on a quiet connection.
 *
 * @param time a connection that is quiet for that long is pinged; less than 10 seconds counts as 10
 * @param timeout how long to wait for the answer before closing; 0 for 20 seconds
 * @param permitWithoutStream whether to ping while there is no call
 */
@ConfigDoc
public record KeepaliveClientConfig(Duration time, Duration timeout, boolean permitWithoutStream)
    implements Validated {
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(20);

  /** The Collector's defaults. */
  public static final KeepaliveClientConfig DEFAULTS =
      new KeepaliveClientConfig(Duration.ofSeconds(10), Duration.ofSeconds(10), false);

  @Override
  public void validate(Rules rules) {
    if (time.isNegative()) {
      rules.broken("time", "must not be negative");
    }
    if (timeout.isNegative()) {
      rules.broken("timeout", "must not be negative");
    }
  }

  void applyTo(NettyChannelBuilder channel) {
    Duration quiet = time.compareTo(SHORTEST) < 0 ? SHORTEST : time;
    Duration patience = timeout.isZero() ? USUAL_TIMEOUT : timeout;
    channel
        .keepAliveTime(quiet.toNanos(), TimeUnit.NANOSECONDS)
        .keepAliveTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
        .keepAliveWithoutCalls(permitWithoutStream);
  }
}
