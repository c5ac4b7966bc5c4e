package dev.ferrule.receiver.otlp.internal;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The network threads of one receiver, for both protocols: one that accepts connections and at most
 * one a processor that serve them.
 */
final class EventLoops {
  private final EventLoopGroup accepting = group("accept", 1);
  private final EventLoopGroup serving = group("serve", Runtime.getRuntime().availableProcessors());

  private static EventLoopGroup group(String role, int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads,
        new DefaultThreadFactory("otlp-receiver-" + role, true),
        NioIoHandler.newFactory());
  }

  EventLoopGroup accepting() {
    return accepting;
  }

  EventLoopGroup serving() {
    return serving;
  }

  /** Ends the threads. False if they did not end in time. */
  boolean close(long nanos) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    var _ = accepting.shutdownGracefully(0, nanos, TimeUnit.NANOSECONDS);
    var _ = serving.shutdownGracefully(0, nanos, TimeUnit.NANOSECONDS);
    return accepting.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
        && serving.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
  }
}
