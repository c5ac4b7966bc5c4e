package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.config.HttpServerConfig;
import dev.ferrule.pdata.BufferPool;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;

/** What the connections of one HTTP server share. Safe for use by any thread. */
final class HttpService {
  /** The event that makes a connection that waits for a request close. */
  enum Drain {
    NOW
  }

  private final HttpServerConfig config;
  private final HttpDoor door;
  private final HttpExport export;
  private final Intake intake;
  private final Executor executor;
  private final Logger log;
  // Set once by the thread that stops the server; read by the event loops.
  private volatile boolean draining;

  HttpService(
      HttpServerConfig config, HttpDoor door, Intake intake, Executor executor, Logger log) {
    this.config = config;
    this.door = door;
    this.export = new HttpExport(intake, door.maxBody());
    this.intake = intake;
    this.executor = executor;
    this.log = log;
  }

  HttpDoor door() {
    return door;
  }

  BufferPool buffers() {
    return intake.buffers();
  }

  boolean keepAlives() {
    return config.keepAlivesEnabled();
  }

  boolean draining() {
    return draining;
  }

  void drain() {
    draining = true;
  }

  /** Adds what is configured for every response; what the server says itself is left alone. */
  void addHeaders(HttpHeaders headers) {
    config
        .responseHeaders()
        .forEach((name, value) -> {
          if (!headers.contains(name)) {
            headers.set(name, value.value());
          }
        });
  }

  /** Serves a request on a thread that may block, closes its body, and passes on the reply. */
  void serve(HttpDoor.Admitted request, PooledBytes body, Consumer<Reply> answer) {
    try {
      executor.execute(() -> answer.accept(serve(request, body)));
    } catch (RejectedExecutionException stopping) {
      body.close();
      answer.accept(
          Reply.refused(
              request.encoding(), RpcStatus.of(RpcStatus.UNAVAILABLE, "the receiver is stopping")));
    }
  }

  private Reply serve(HttpDoor.Admitted request, PooledBytes body) {
    try {
      return export.serve(request, body);
    } catch (RuntimeException | Error bug) {
      log.error("Serving a request failed.", bug);
      return Reply.refused(
          request.encoding(), RpcStatus.of(RpcStatus.INTERNAL, "receiver failed: " + bug));
    }
  }

  /** A connection broke. The peer going away is no news. */
  void connectionFailed(Channel channel, Throwable cause) {
    if (cause instanceof IOException) {
      log.debug("Connection from {} broke: {}", channel.remoteAddress(), cause.getMessage());
    } else {
      log.error("Connection from {} failed.", channel.remoteAddress(), cause);
    }
  }
}
