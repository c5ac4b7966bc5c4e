package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.component.AuthenticationException;
import dev.ferrule.component.Host;
import dev.ferrule.config.HttpServerConfig;
import dev.ferrule.pdata.BufferPool;
import io.netty.channel.Channel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
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

  private static final String STOPPING = "the receiver is stopping";

  private final HttpServerConfig config;
  private final HttpDoor door;
  private final HttpExport export;
  private final Intake intake;
  private final Executor executor;
  private final Optional<Cors> cors;
  private final Optional<HttpAuth> auth;
  private final Logger log;
  // Set once by the thread that stops the server; read by the event loops.
  private volatile boolean draining;

  /**
   * Takes settings that are valid.
   *
   * @throws dev.ferrule.component.ComponentException if there is no such authenticator
   */
  HttpService(
      HttpServerConfig config,
      HttpDoor door,
      Intake intake,
      Executor executor,
      Host host,
      Logger log) {
    this.config = config;
    this.door = door;
    this.export = new HttpExport(intake, door.maxBody());
    this.intake = intake;
    this.executor = executor;
    this.log = log;
    this.auth = config.auth().map(it -> new HttpAuth(it, host));
    this.cors = config.cors().filter(it -> !it.allowedOrigins().isEmpty()).map(Cors::new);
    if (cors.isEmpty() && config.cors().stream().anyMatch(it -> !it.allowedHeaders().isEmpty())) {
      log.warn(
          "The CORS configuration specifies allowed headers but no allowed origins, and is"
              + " therefore ignored.");
    }
  }

  Optional<Cors> cors() {
    return cors;
  }

  /** Whether senders have to be {@linkplain #authenticate authenticated}. */
  boolean authenticates() {
    return auth.isPresent();
  }

  /**
   * Asks who sends a request, on a thread that may block.
   *
   * @param answer gets the refusal, or nothing if the sender may send
   */
  void authenticate(HttpRequest request, Consumer<Optional<Reply>> answer) {
    try {
      executor.execute(() -> answer.accept(refusal(request)));
    } catch (RejectedExecutionException stopping) {
      answer.accept(Optional.of(refused(request, RpcStatus.UNAVAILABLE, STOPPING)));
    }
  }

  private Optional<Reply> refusal(HttpRequest request) {
    try {
      auth.orElseThrow().check(request);
      return Optional.empty();
    } catch (AuthenticationException e) {
      log.debug("Refused a request: {}", e.getMessage());
      String message = Objects.requireNonNullElse(e.getMessage(), "");
      return Optional.of(refused(request, RpcStatus.UNAUTHENTICATED, message));
    } catch (RuntimeException | Error bug) {
      log.error("Authenticating a sender failed.", bug);
      return Optional.of(refused(request, RpcStatus.INTERNAL, "authenticator failed: " + bug));
    }
  }

  private static Reply refused(HttpRequest request, int code, String message) {
    return Reply.refused(
        request.headers().get(HttpHeaderNames.CONTENT_TYPE), RpcStatus.of(code, message));
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
          Reply.refused(request.encoding(), RpcStatus.of(RpcStatus.UNAVAILABLE, STOPPING)));
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
    if (isOfThePeer(cause)) {
      log.debug("Connection from {} broke: {}", channel.remoteAddress(), cause.getMessage());
    } else {
      log.error("Connection from {} failed.", channel.remoteAddress(), cause);
    }
  }

  /** Whether that is what a peer does or lets happen, with TLS and HTTP/2 too, and no bug here. */
  private static boolean isOfThePeer(Throwable cause) {
    return cause instanceof IOException
        || cause instanceof Http2Exception
        || cause instanceof Http2FrameStreamException
        || (cause instanceof DecoderException && cause.getCause() instanceof IOException);
  }
}
