package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.component.ComponentException;
import dev.ferrule.config.HttpServerConfig;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** OTLP over HTTP/1.1. */
final class HttpFrontend implements Frontend {
  /** As much of a request line or of headers as Go's server accepts. */
  private static final int MAX_HEAD = 1024 * 1024;

  private static final int MAX_PIECE = 256 * 1024;

  private final HttpService service;
  private final ChannelGroup connections;
  private final Channel listener;

  private HttpFrontend(HttpService service, ChannelGroup connections, Channel listener) {
    this.service = service;
    this.connections = connections;
    this.listener = listener;
  }

  /**
   * Binds and serves.
   *
   * @throws ComponentException if it cannot listen there
   */
  static HttpFrontend start(HttpServerConfig config, HttpService service, EventLoops loops) {
    InetSocketAddress address = Listening.resolve(config.endpoint());
    ChannelGroup connections = new DefaultChannelGroup(loops.serving().next(), true);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops.accepting(), loops.serving())
            .channel(loops.channelType())
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Pipeline(config, service, connections))
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw Listening.failed(address, bound.cause());
    }
    return new HttpFrontend(service, connections, bound.channel());
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  @Override
  public void drain() {
    service.drain();
    var _ = listener.close();
    connections.forEach(
        connection -> connection.pipeline().fireUserEventTriggered(HttpService.Drain.NOW));
  }

  @Override
  public boolean awaitDrained(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    return listener.closeFuture().await(nanos, TimeUnit.NANOSECONDS)
        && connections
            .newCloseFuture()
            .await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  @Override
  public void abort() {
    var _ = listener.close();
    var _ = connections.close();
  }

  private static final class Pipeline extends ChannelInitializer<Channel> {
    private final HttpServerConfig config;
    private final HttpService service;
    private final ChannelGroup connections;

    Pipeline(HttpServerConfig config, HttpService service, ChannelGroup connections) {
      this.config = config;
      this.service = service;
      this.connections = connections;
    }

    @Override
    protected void initChannel(Channel connection) {
      connections.add(connection);
      HttpTimeouts timeouts = new HttpTimeouts(config);
      HttpDecoderConfig decoding =
          new HttpDecoderConfig()
              .setMaxInitialLineLength(MAX_HEAD)
              .setMaxHeaderSize(MAX_HEAD)
              .setMaxChunkSize(MAX_PIECE);
      connection
          .pipeline()
          .addLast(timeouts)
          .addLast(new HttpServerCodec(decoding))
          .addLast(new HttpConnection(service, timeouts));
    }
  }
}
