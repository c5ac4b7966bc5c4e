package dev.ferrule.config;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.Host;
import dev.ferrule.component.ServerAddress;
import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.NotYet;
import dev.ferrule.confmap.NullIsNone;
import dev.ferrule.confmap.Validated;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * A gRPC server: the Collector's {@code configgrpc} server block.
 *
 * @param endpoint where to listen: {@code host:port}, or the path of a socket if {@code transport}
 *     is {@code unix}. No host stands for all addresses, port 0 for any that is free.
 * @param transport {@code tcp}, which is the default, {@code tcp4}, {@code tcp6} or {@code unix}
 * @param dialer accepted for the sake of the Collector, without effect on a server
 * @param tls encryption; none if not set
 * @param maxRecvMsgSizeMib the largest message accepted, in MiB, after decompression; 0 for the
 *     gRPC default of 4
 * @param maxConcurrentStreams calls at once on one connection; 0 for no limit
 * @param readBufferSize the most that is read from a connection at once, in bytes; 0 for the
 *     transport's default
 * @param writeBufferSize how much may wait to be written on a connection before it counts as slow,
 *     in bytes; 0 for the transport's default
 * @param keepalive pings and the life of connections
 * @param auth who may send; anybody if not set. Asked before the message of a call is read.
 * @param includeMetadata whether request headers go with the telemetry
 */
@ConfigDoc
@NotYet(key = "middlewares", reason = "middleware extensions; remove it")
public record GrpcServerConfig(
    String endpoint,
    String transport,
    DialerConfig dialer,
    @NullIsNone Optional<TlsServerConfig> tls,
    int maxRecvMsgSizeMib,
    long maxConcurrentStreams,
    int readBufferSize,
    int writeBufferSize,
    GrpcServerKeepalive keepalive,
    @NullIsNone Optional<ServerAuthConfig> auth,
    boolean includeMetadata)
    implements Validated, ServerAddress {
  private static final int MIB = 1024 * 1024;
  private static final int MAX_MIB = Integer.MAX_VALUE / MIB;
  private static final long MAX_UINT32 = 0xffff_ffffL;
  private static final int DEFAULT_READ = 32 * 1024;
  private static final int SMALLEST_READ = 1024;

  /** The defaults of a server on that endpoint. */
  public static GrpcServerConfig listeningOn(String endpoint) {
    return new GrpcServerConfig(
        endpoint,
        "tcp",
        DialerConfig.DEFAULTS,
        Optional.empty(),
        0,
        0,
        0,
        0,
        GrpcServerKeepalive.DEFAULTS,
        Optional.empty(),
        false);
  }

  /** The same with another read buffer size. */
  public GrpcServerConfig withReadBufferSize(int bytes) {
    return new GrpcServerConfig(
        endpoint,
        transport,
        dialer,
        tls,
        maxRecvMsgSizeMib,
        maxConcurrentStreams,
        bytes,
        writeBufferSize,
        keepalive,
        auth,
        includeMetadata);
  }

  @Override
  public String address() {
    return endpoint;
  }

  @Override
  public void validate(Rules rules) {
    ListenRules.address(rules, endpoint, transport);
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

  /** What it listens on; valid settings only. */
  public ServerTransport serverTransport() {
    return ServerTransport.named(transport).orElseThrow();
  }

  /**
   * Sets everything on a server but its threads and services, and the address, which was
   * {@linkplain ServerTransport#resolve resolved} for it.
   *
   * @param host where the authenticator is looked up
   * @param log is told when certificates are read again
   * @throws ComponentException if files of TLS cannot be used, or there is no such authenticator
   */
  public void applyTo(NettyServerBuilder server, Host host, Logger log) {
    server.channelFactory(serverTransport().channels());
    tls.ifPresent(it -> server.sslContext(it.sslContext(List.of("h2"), log)));
    auth.ifPresent(it -> server.intercept(new GrpcAuth(it.resolve(host), log)));
    server.decompressorRegistry(GrpcDecompressors.upTo(maxMessageBytes()));
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
