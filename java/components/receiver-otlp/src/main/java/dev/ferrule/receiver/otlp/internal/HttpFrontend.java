package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.component.ComponentException;
import dev.ferrule.config.HttpServerConfig;
import dev.ferrule.config.ServerTransport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** OTLP over HTTP/1.1, and HTTP/2 over TLS. */
final class HttpFrontend implements Frontend {
  private final HttpService service;
  private final ChannelGroup connections;
  private final Channel listener;
  private final SocketAddress address;
  private final Logger log;

  private HttpFrontend(
      HttpService service, ChannelGroup connections, Channel listener, Logger log) {
    this.service = service;
    this.connections = connections;
    this.listener = listener;
    this.address = listener.localAddress();
    this.log = log;
  }

  /**
   * Binds and serves.
   *
   * @throws ComponentException if it cannot listen there
   */
  static HttpFrontend start(
      HttpServerConfig config, HttpService service, EventLoops loops, Logger log) {
    SocketAddress address = Listening.resolve(config.serverTransport(), config.endpoint());
    ChannelGroup connections = new DefaultChannelGroup(loops.serving().next(), true);
    ServerBootstrap server =
        new ServerBootstrap()
            .group(loops.accepting(), loops.serving())
            .channelFactory(config.serverTransport().channels())
            .childOption(ChannelOption.AUTO_READ, false)
            .childHandler(new HttpPipeline(config, service, connections, log));
    if (config.serverTransport() != ServerTransport.UNIX) {
      server.childOption(ChannelOption.TCP_NODELAY, true);
    }
    ChannelFuture bound = server.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw Listening.failed(config.serverTransport(), address, bound.cause());
    }
    return new HttpFrontend(service, connections, bound.channel(), log);
  }

  @Override
  public SocketAddress address() {
    return address;
  }

  @Override
  public void drain() {
    service.drain();
    var _ = listener.close();
    Listening.release(address, log);
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
    connections.forEach(connection ->
        connection
            .eventLoop()
            .execute(() -> {
              Http2Streams.dropStreams(connection);
              var _ = connection.close();
            }));
  }
}
