package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.config.HttpServerConfig;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection. Each stream is served like a connection of HTTP/1.1 with one request; this
 * closes the connection when it was without streams for too long, or the server stops. On the
 * connection's event loop.
 */
final class Http2Streams extends ChannelInboundHandlerAdapter {
  // The numbers of Go's server.
  private static final int MAX_STREAMS = 250;
  private static final int WINDOW = 1024 * 1024;
  private static final int DEFAULT_WINDOW = 65_535;

  /** How long the last streams may take once the connection takes no more. */
  private static final long LAST_STREAMS_MILLIS = 30_000;

  private final HttpServerConfig config;
  private final HttpService service;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable ScheduledFuture<?> idle;
  private int streams;

  private Http2Streams(HttpServerConfig config, HttpService service) {
    this.config = config;
    this.service = service;
  }

  static void addTo(ChannelPipeline pipeline, HttpServerConfig config, HttpService service) {
    Http2Streams connection = new Http2Streams(config, service);
    Http2Settings settings =
        Http2Settings.defaultSettings()
            .maxConcurrentStreams(MAX_STREAMS)
            .initialWindowSize(WINDOW)
            .maxHeaderListSize(HttpPipeline.MAX_HEAD);
    pipeline
        .addLast(
            Http2FrameCodecBuilder.forServer()
                .initialSettings(settings)
                .gracefulShutdownTimeoutMillis(LAST_STREAMS_MILLIS)
                .build())
        .addLast(
            new Http2MultiplexHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel stream) {
                    connection.add(stream);
                  }
                }))
        .addLast(connection);
  }

  private void add(Channel stream) {
    streams++;
    cancelIdle();
    stream.closeFuture().addListener(_ -> remove());
    stream.config().setAutoRead(false);
    HttpTimeouts timeouts = new HttpTimeouts(config);
    stream
        .pipeline()
        .addLast(timeouts)
        .addLast(new Http2StreamFrameToHttpObjectCodec(true))
        .addLast(new StreamEnd())
        .addLast(new HttpConnection(service, timeouts, 0));
  }

  /** Tells a sender that has its answer to keep the rest of the body, as RFC 9113 (8.1) says. */
  private static final class StreamEnd extends ChannelOutboundHandlerAdapter {
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
      if (ctx.channel() instanceof Http2StreamChannel channel
          && channel.stream().state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
        var _ = ctx.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
      }
      var _ = ctx.close(promise);
    }
  }

  private void remove() {
    streams--;
    if (streams == 0) {
      startIdle();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    this.ctx = ctx;
    if (service.draining()) {
      end(ctx);
      return;
    }
    var _ = ctx.writeAndFlush(new DefaultHttp2WindowUpdateFrame(WINDOW - DEFAULT_WINDOW));
    startIdle();
  }

  private void startIdle() {
    ChannelHandlerContext connection = ctx;
    long nanos = config.idleLimit().toNanos();
    if (nanos > 0 && connection != null && connection.channel().isActive()) {
      cancelIdle();
      idle = connection.executor().schedule(() -> end(connection), nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void cancelIdle() {
    if (idle != null) {
      idle.cancel(false);
      idle = null;
    }
  }

  /** Says good-bye; the connection closes once its last stream is done. */
  private static void end(ChannelHandlerContext ctx) {
    var _ = ctx.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof HttpService.Drain) {
      end(ctx);
    }
  }

  /** Makes a connection end at once when it is closed, if it is one of these. Event loop. */
  static void dropStreams(Channel connection) {
    Http2FrameCodec codec = connection.pipeline().get(Http2FrameCodec.class);
    if (codec != null) {
      codec.gracefulShutdownTimeoutMillis(0);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    cancelIdle();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    service.connectionFailed(ctx.channel(), cause);
    end(ctx);
  }
}
