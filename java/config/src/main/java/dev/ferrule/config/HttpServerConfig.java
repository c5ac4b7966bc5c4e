package dev.ferrule.config;

import dev.ferrule.component.ServerAddress;
import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.NameValueList;
import dev.ferrule.confmap.NotYet;
import dev.ferrule.confmap.NullIsNone;
import dev.ferrule.confmap.Opaque;
import dev.ferrule.confmap.Validated;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP server: the Collector's {@code confighttp} server block.
 *
 * @param endpoint where to listen: {@code host:port}, or the path of a socket if {@code transport}
 *     is {@code unix}. No host stands for all addresses, port 0 for any that is free.
 * @param transport {@code tcp}, which is the default, {@code tcp4}, {@code tcp6} or {@code unix}
 * @param dialer accepted for the sake of the Collector, without effect on a server
 * @param tls encryption; none if not set. Clients may then speak HTTP/2 too.
 * @param cors which pages in browsers may send; none if not set
 * @param auth who may send; anybody if not set. Asked before the body of a request is read.
 * @param maxRequestBodySize the largest request body, in bytes, as it comes and decompressed; 0 for
 *     20 MiB
 * @param includeMetadata whether request headers go with the telemetry
 * @param responseHeaders more headers on every response
 * @param compressionAlgorithms the {@code Content-Encoding}s accepted; {@code ""} stands for none;
 *     empty for all that are known
 * @param readTimeout for a whole request, from its first byte; 0 for no limit
 * @param readHeaderTimeout for the head of a request; 0 for {@code read_timeout}
 * @param writeTimeout from the end of a request's head to the end of its response; 0 for no limit
 * @param idleTimeout how long a connection may wait for its next request; 0 for {@code
 *     read_timeout}
 * @param keepAlivesEnabled whether a connection serves more than one request
 */
@ConfigDoc
@NotYet(key = "middlewares", reason = "middleware extensions; remove it")
public record HttpServerConfig(
    String endpoint,
    String transport,
    DialerConfig dialer,
    @NullIsNone Optional<TlsServerConfig> tls,
    @NullIsNone Optional<CorsConfig> cors,
    @NullIsNone Optional<HttpServerAuthConfig> auth,
    long maxRequestBodySize,
    boolean includeMetadata,
    @NameValueList Map<String, Opaque> responseHeaders,
    List<String> compressionAlgorithms,
    Duration readTimeout,
    Duration readHeaderTimeout,
    Duration writeTimeout,
    Duration idleTimeout,
    boolean keepAlivesEnabled)
    implements Validated, ServerAddress {
  private static final long DEFAULT_MAX_BODY = 20L * 1024 * 1024;

  /** Copies list and map. */
  public HttpServerConfig {
    responseHeaders = Map.copyOf(responseHeaders);
    compressionAlgorithms = List.copyOf(compressionAlgorithms);
  }

  /** The defaults of a server on that endpoint. */
  public static HttpServerConfig listeningOn(String endpoint) {
    return new HttpServerConfig(
        endpoint,
        "tcp",
        DialerConfig.DEFAULTS,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        false,
        Map.of(),
        List.of(),
        Duration.ZERO,
        Duration.ofMinutes(1),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        true);
  }

  /** The same without time limits. */
  public HttpServerConfig withoutTimeouts() {
    return new HttpServerConfig(
        endpoint,
        transport,
        dialer,
        tls,
        cors,
        auth,
        maxRequestBodySize,
        includeMetadata,
        responseHeaders,
        compressionAlgorithms,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO,
        keepAlivesEnabled);
  }

  @Override
  public String address() {
    return endpoint;
  }

  @Override
  public void validate(Rules rules) {
    ListenRules.address(rules, endpoint, transport);
    if (maxRequestBodySize < 0 || maxRequestBodySize > Integer.MAX_VALUE) {
      rules.broken(
          "max_request_body_size",
          "must be between 0 and %d bytes: %d".formatted(Integer.MAX_VALUE, maxRequestBodySize));
    }
    for (int i = 0; i < compressionAlgorithms.size(); i++) {
      String algorithm = compressionAlgorithms.get(i);
      if (!Decompression.KNOWN.contains(algorithm)) {
        rules.broken(
            "compression_algorithms::" + i,
            "unknown compression algorithm \"" + algorithm + "\"",
            "write some of \"\"" + String.join(", ", Decompression.KNOWN));
      }
    }
    ListenRules.notNegative(rules, "read_timeout", readTimeout);
    ListenRules.notNegative(rules, "read_header_timeout", readHeaderTimeout);
    ListenRules.notNegative(rules, "write_timeout", writeTimeout);
    ListenRules.notNegative(rules, "idle_timeout", idleTimeout);
  }

  /** The largest request body, in bytes. */
  public long maxBodyBytes() {
    return maxRequestBodySize == 0 ? DEFAULT_MAX_BODY : maxRequestBodySize;
  }

  /** The {@code Content-Encoding}s accepted; {@code ""} stands for none. */
  public List<String> acceptedEncodings() {
    return compressionAlgorithms.isEmpty() ? Decompression.KNOWN : compressionAlgorithms;
  }

  /** The time for the head of a request; zero for no limit. */
  public Duration headLimit() {
    return readHeaderTimeout.isZero() ? readTimeout : readHeaderTimeout;
  }

  /** How long a connection may wait for its next request; zero for no limit. */
  public Duration idleLimit() {
    return idleTimeout.isZero() ? readTimeout : idleTimeout;
  }

  /** What it listens on; valid settings only. */
  public ServerTransport serverTransport() {
    return ServerTransport.named(transport).orElseThrow();
  }
}
