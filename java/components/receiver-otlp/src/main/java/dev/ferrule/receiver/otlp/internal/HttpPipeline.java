package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.config.HttpServerConfig;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * Puts the handlers of a new connection together: HTTP/1.1, or with TLS whichever of HTTP/1.1 and
 * HTTP/2 the two sides agree on.
 */
final class HttpPipeline extends ChannelInitializer<Channel> {
  /** As much of a request line or of headers as Go's server accepts. */
  static final int MAX_HEAD = 1024 * 1024;

  private static final int MAX_PIECE = 256 * 1024;

  /** How long the last word of TLS may take on a connection that is closed. */
  private static final long CLOSE_NOTIFY_MILLIS = 300;

  /** How long an unwanted body is read so that the sender sees the answer and not a reset. */
  private static final long LINGER_MILLIS = 1_000;

  private final HttpServerConfig config;
  private final HttpService service;
  private final ChannelGroup connections;
  private final Optional<SslContext> tls;

  /**
   * Reads the files of TLS.
   *
   * @throws dev.ferrule.component.ComponentException if they cannot be used
   */
  HttpPipeline(HttpServerConfig config, HttpService service, ChannelGroup connections, Logger log) {
    this.config = config;
    this.service = service;
    this.connections = connections;
    // A connection that serves one request only would make no sense as HTTP/2.
    List<String> protocols =
        config.keepAlivesEnabled()
            ? List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1)
            : List.of(ApplicationProtocolNames.HTTP_1_1);
    this.tls = config.tls().map(it -> it.sslContext(protocols, log));
  }

  @Override
  protected void initChannel(Channel connection) {
    connections.add(connection);
    if (tls.isPresent()) {
      // The handshake reads as it needs; then whoever comes next decides.
      connection.config().setAutoRead(true);
      connection
          .pipeline()
          .addLast(encrypting(tls.get(), connection))
          .addLast(new HttpNegotiation(this, service));
    } else {
      addHttp1(connection.pipeline());
    }
  }

  private SslHandler encrypting(SslContext context, Channel connection) {
    SslHandler handler = context.newHandler(connection.alloc());
    handler.setHandshakeTimeoutMillis(handshakeLimit().toMillis());
    handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS);
    return handler;
  }

  /** The shortest of the limits that there are, as in Go; zero for none. */
  private Duration handshakeLimit() {
    return Stream.of(config.readHeaderTimeout(), config.readTimeout(), config.writeTimeout())
        .filter(Duration::isPositive)
        .min(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  void addHttp1(ChannelPipeline pipeline) {
    HttpTimeouts timeouts = new HttpTimeouts(config);
    HttpDecoderConfig decoding =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_HEAD)
            .setMaxHeaderSize(MAX_HEAD)
            .setMaxChunkSize(MAX_PIECE);
    pipeline
        .addLast(timeouts)
        .addLast(new HttpServerCodec(decoding))
        .addLast(new HttpConnection(service, timeouts, LINGER_MILLIS));
  }

  void addHttp2(ChannelPipeline pipeline) {
    Http2Streams.addTo(pipeline, config, service);
  }
}
