package dev.ferrule.config;

import dev.ferrule.confmap.NotYet;
import dev.ferrule.confmap.Validated;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;

/**
 * A gRPC server: the Collector's {@code configgrpc} server block.
 *
 * @param endpoint where to listen, {@code host:port}
 * @param transport {@code tcp}
 * @param maxRecvMsgSizeMib the largest message accepted, in MiB, after decompression; 0 for the
 *     gRPC default of 4
 * @param maxConcurrentStreams calls at once on one connection; 0 for no limit
 * @param readBufferSize the most that is read from a connection at once, in bytes; 0 for the
 *     transport's default
 * @param writeBufferSize how much may wait to be written on a connection before it counts as slow,
 *     in bytes; 0 for the transport's default
 * @param keepalive pings and the life of connections
 * @param includeMetadata whether request headers go with the telemetry
 */
@NotYet(key = "tls", reason = "encryption of received telemetry; put a TLS proxy in front")
@NotYet(key = "auth", reason = "authenticator extensions; put an authenticating proxy in front")
@NotYet(key = "middlewares", reason = "middleware extensions; remove it")
@NotYet(key = "dialer", reason = "it has no effect on a server; remove it")
public record GrpcServerConfig(
    String endpoint,
    String transport,
    int maxRecvMsgSizeMib,
    long maxConcurrentStreams,
    int readBufferSize,
    int writeBufferSize,
    GrpcServerKeepalive keepalive,
    boolean includeMetadata)
    implements Validated {
  private static final int MIB = 1024 * 1024;
  private static final int MAX_MIB = Integer.MAX_VALUE / MIB;
  private static final long MAX_UINT32 = 0xffff_ffffL;
  private static final int DEFAULT_READ = 32 * 1024;
  private static final int SMALLEST_READ = 1024;

  /** The defaults of a server on that endpoint. */
  public static GrpcServerConfig listeningOn(String endpoint) {
    return new GrpcServerConfig(endpoint, "tcp", 0, 0, 0, 0, GrpcServerKeepalive.DEFAULTS, false);
  }

  /** The same with another read buffer size. */
  public GrpcServerConfig withReadBufferSize(int bytes) {
    return new GrpcServerConfig(
        endpoint,
        transport,
        maxRecvMsgSizeMib,
        maxConcurrentStreams,
        bytes,
        writeBufferSize,
        keepalive,
        includeMetadata);
  }

  @Override
  public void validate(Rules rules) {
    ListenRules.endpoint(rules, endpoint);
    ListenRules.transport(rules, transport);
    if (maxRecvMsgSizeMib < 0 || maxRecvMsgSizeMib > MAX_MIB) {
      rules.broken(
          "max_recv_msg_size_mib",
          "invalid max_recv_msg_size_mib value, must be between 1 and %d: %d"
              .formatted(MAX_MIB, maxRecvMsgSizeMib));
    }
    if (maxConcurrentStreams < 0 || maxConcurrentStreams > MAX_UINT32) {
      rules.broken(
          "max_concurrent_streams",
          "must be between 0 and %d: %d".formatted(MAX_UINT32, maxConcurrentStreams));
    }
    if (readBufferSize < 0) {
      rules.broken("read_buffer_size", "invalid read_buffer_size value: " + readBufferSize);
    }
    if (writeBufferSize < 0) {
      rules.broken("write_buffer_size", "invalid write_buffer_size value: " + writeBufferSize);
    }
  }

  /** The largest message accepted, in bytes. */
  public int maxMessageBytes() {
    return (maxRecvMsgSizeMib == 0 ? 4 : maxRecvMsgSizeMib) * MIB;
  }

  /** Sets limits, buffers and keepalive on a server; address, threads and services are not set. */
  public void applyTo(NettyServerBuilder server) {
    server.maxInboundMessageSize(maxMessageBytes());
    if (maxConcurrentStreams > 0) {
      server.maxConcurrentCallsPerConnection(
          (int) Math.min(maxConcurrentStreams, Integer.MAX_VALUE));
    }
    if (readBufferSize > 0) {
      int most = Math.max(readBufferSize, SMALLEST_READ);
      server.withChildOption(
          ChannelOption.RECVBUF_ALLOCATOR,
          new AdaptiveRecvByteBufAllocator(SMALLEST_READ, Math.min(DEFAULT_READ, most), most));
    }
    if (writeBufferSize > 0) {
      server.withChildOption(
          ChannelOption.WRITE_BUFFER_WATER_MARK,
          new WriteBufferWaterMark(Math.min(DEFAULT_READ, writeBufferSize), writeBufferSize));
    }
    keepalive.applyTo(server);
  }
}
