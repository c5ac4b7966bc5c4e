package dev.ferrule.config;

import dev.ferrule.component.ClientAuthenticator;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.Host;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Compressor;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** A gRPC channel as configured, with a network thread of its own. Safe for use by any thread. */
public final class GrpcClient {
  private static final int DEFAULT_BUFFER = 32 * 1024;
  private static final int SMALLEST_READ = 1024;
  // The library's default, in Go too.
  private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

  private final ManagedChannel managed;
  private final Channel channel;
  private final CallOptions callOptions;
  private final EventLoopGroup network;

  private GrpcClient(
      ManagedChannel managed, Channel channel, CallOptions callOptions, EventLoopGroup network) {
    this.managed = managed;
    this.channel = channel;
    this.callOptions = callOptions;
    this.network = network;
  }

  /**
   * Begins to connect, and does not wait for that.
   *
   * @param host has the extension that authenticates
   * @param userAgent used unless the configuration has one
   * @param threadName of the network thread
   * @param log is told when certificates are read again
   * @throws ComponentException if TLS files cannot be used, or the authenticator cannot be found
   */
  public static GrpcClient open(
      GrpcClientConfig config, Host host, String userAgent, String threadName, Logger log) {
    Optional<Compressor> compressor = GrpcCompressors.of(config.compression());
    Optional<ClientAuthenticator> authenticator =
        config.auth().map(auth -> auth.resolve(host, "gRPC"));
    Optional<SslContext> tls =
        config
            .tls()
            .sslContext(
                config.target() instanceof GrpcTarget.Network network && network.https(), log);
    NettyChannelBuilder builder = builder(config.target());
    tls.ifPresentOrElse(builder::sslContext, builder::usePlaintext);
    if (tls.isEmpty() && authenticator.map(ClientAuthenticator::requiresTls).orElse(false)) {
      throw new ComponentException(
          "the credentials require transport level security: turn tls on, or do without auth");
    }
    if (!config.peerName().isEmpty()) {
      builder.overrideAuthority(config.peerName());
    }
    if (config.target() instanceof GrpcTarget.Network && !config.balancerName().isEmpty()) {
      builder.defaultLoadBalancingPolicy(config.balancerName());
    }
    config.keepalive().ifPresent(it -> it.applyTo(builder));
    applyBuffers(config, builder);
    compressor.map(GrpcCompressors::registry).ifPresent(builder::compressorRegistry);
    // A peer answers in the encoding that it was asked in.
    builder.decompressorRegistry(GrpcDecompressors.upTo(LARGEST_ANSWER));
    builder.maxInboundMessageSize(LARGEST_ANSWER);
    builder.proxyDetector(new GrpcProxies(new EnvironmentProxy(System.getenv())));
    EventLoopGroup network =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(threadName, true), NioIoHandler.newFactory());
    ManagedChannel managed =
        builder
            .eventLoopGroup(network)
            .executor(Thread::startVirtualThread)
            .offloadExecutor(Thread::startVirtualThread)
            .userAgent(config.userAgent().isEmpty() ? userAgent : config.userAgent())
            .disableServiceConfigLookUp()
            .build();
    // Asking for the state in this way makes the channel connect.
    var _ = managed.getState(true);
    Channel channel =
        config.headers().isEmpty()
            ? managed
            : ClientInterceptors.intercept(
                managed, new HeadersIfAbsent(GrpcHeaders.metadata(config.headers())));
    return new GrpcClient(
        managed, channel, callOptions(config, compressor, authenticator), network);
  }

  private static NettyChannelBuilder builder(GrpcTarget target) {
    return switch (target) {
      case GrpcTarget.Network(var host, var port, _) ->
          NettyChannelBuilder.forAddress(host, port).channelType(NioSocketChannel.class);
      case GrpcTarget.Socket(var path) ->
          NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(path))
              .channelType(NioDomainSocketChannel.class, UnixDomainSocketAddress.class)
              .overrideAuthority("localhost");
    };
  }

  private static void applyBuffers(GrpcClientConfig config, NettyChannelBuilder builder) {
    if (config.readBufferSize() > 0) {
      int most = Math.max(config.readBufferSize(), SMALLEST_READ);
      builder.withOption(
          ChannelOption.RECVBUF_ALLOCATOR,
          new AdaptiveRecvByteBufAllocator(SMALLEST_READ, Math.min(DEFAULT_BUFFER, most), most));
    }
    if (config.writeBufferSize() > 0) {
      int high = config.writeBufferSize();
      builder.withOption(
          ChannelOption.WRITE_BUFFER_WATER_MARK,
          new WriteBufferWaterMark(Math.min(DEFAULT_BUFFER, high), high));
    }
  }

  private static CallOptions callOptions(
      GrpcClientConfig config,
      Optional<Compressor> compressor,
      Optional<ClientAuthenticator> authenticator) {
    CallOptions options = CallOptions.DEFAULT;
    if (compressor.isPresent()) {
      options = options.withCompression(compressor.get().getMessageEncoding());
    }
    if (authenticator.isPresent()) {
      options = options.withCallCredentials(new GrpcCredentials(authenticator.get()));
    }
    return config.waitForReady() ? options.withWaitForReady() : options;
  }

  /** Where calls go; it adds the configured headers. */
  public Channel channel() {
    return channel;
  }

  /** For every call: compression, credentials and waiting, as configured. */
  public CallOptions callOptions() {
    return callOptions;
  }

  /**
   * Cuts calls that are still running, disconnects and ends the network thread.
   *
   * @param limit how long to wait for each of the last two
   * @throws ComponentException if that takes longer
   */
  public void close(Duration limit) {
    managed.shutdownNow();
    boolean closed = awaitTermination(limit);
    boolean ended =
        network
            .shutdownGracefully(0, limit.toNanos(), TimeUnit.NANOSECONDS)
            .awaitUninterruptibly(limit.toMillis());
    if (!closed || !ended) {
      throw new ComponentException("connection did not close within " + limit.toMillis() + " ms");
    }
  }

  private boolean awaitTermination(Duration limit) {
    try {
      return managed.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
