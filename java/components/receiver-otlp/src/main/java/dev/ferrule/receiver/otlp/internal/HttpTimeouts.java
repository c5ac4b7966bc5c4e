package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.config.HttpServerConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time limits of one connection, counted as Go's server counts them. It sits before the HTTP
 * decoder, since the first byte of a request starts its time. On the connection's event loop.
 */
final class HttpTimeouts extends ChannelInboundHandlerAdapter {
  private final HttpServerConfig config;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable ScheduledFuture<?> reading;
  private @Nullable ScheduledFuture<?> writing;
  private boolean waiting;
  private long requestStart;

  HttpTimeouts(HttpServerConfig config) {
    this.config = config;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    this.ctx = ctx;
    startRequest();
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) {
    if (waiting) {
      waiting = false;
      startRequest();
    }
    ctx.fireChannelRead(bytes);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    cancel(reading);
    cancel(writing);
    ctx.fireChannelInactive();
  }

  private void startRequest() {
    requestStart = System.nanoTime();
    reading = replace(reading, config.headLimit().toNanos(), this::close);
  }

  /** The head of a request is complete; {@code late} runs if the body is not in time. */
  void headDone(Runnable late) {
    long passed = System.nanoTime() - requestStart;
    Duration limit = config.readTimeout();
    reading = replace(reading, limit.isZero() ? 0 : Math.max(1, limit.toNanos() - passed), late);
    writing = replace(writing, config.writeTimeout().toNanos(), this::close);
  }

  /** The whole request is there. */
  void bodyDone() {
    cancel(reading);
  }

  /** The response is written; the next request may come. */
  void responseDone() {
    cancel(writing);
    waiting = true;
    reading = replace(reading, config.idleLimit().toNanos(), this::close);
  }

  private void close() {
    if (ctx != null) {
      var _ = ctx.close();
    }
  }

  private @Nullable ScheduledFuture<?> replace(
      @Nullable ScheduledFuture<?> old, long nanos, Runnable expired) {
    cancel(old);
    return nanos == 0 || ctx == null
        ? null
        : ctx.executor().schedule(expired, nanos, TimeUnit.NANOSECONDS);
  }

  private static void cancel(@Nullable ScheduledFuture<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
