package dev.ferrule.config;

import dev.ferrule.confmap.NotYet;
import dev.ferrule.confmap.Opaque;
import dev.ferrule.confmap.Validated;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An HTTP server: the Collector's {@code confighttp} server block.
 *
 * @param endpoint where to listen, {@code host:port}
 * @param transport {@code tcp}
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
@NotYet(key = "tls", reason = "encryption of received telemetry; put a TLS proxy in front")
@NotYet(key = "cors", reason = "requests from browsers; put a proxy that answers CORS in front")
@NotYet(key = "auth", reason = "authenticator extensions; put an authenticating proxy in front")
@NotYet(key = "middlewares", reason = "middleware extensions; remove it")
@NotYet(key = "dialer", reason = "it has no effect on a server; remove it")
public record HttpServerConfig(
    String endpoint,
    String transport,
    long maxRequestBodySize,
    boolean includeMetadata,
    Map<String, Opaque> responseHeaders,
    List<String> compressionAlgorithms,
    Duration readTimeout,
    Duration readHeaderTimeout,
    Duration writeTimeout,
    Duration idleTimeout,
    boolean keepAlivesEnabled)
    implements Validated {
  private static final long DEFAULT_MAX_BODY = 20L * 1024 * 1024;
  private static final List<String> KNOWN_ENCODINGS = List.of("", "gzip", "zlib", "deflate");
  private static final Set<String> OTHER_ENCODINGS =
      Set.of("zstd", "snappy", "lz4", "x-snappy-framed");

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
  public void validate(Rules rules) {
    ListenRules.endpoint(rules, endpoint);
    ListenRules.transport(rules, transport);
    if (maxRequestBodySize < 0 || maxRequestBodySize > Integer.MAX_VALUE) {
      rules.broken(
          "max_request_body_size",
          "must be between 0 and %d bytes: %d".formatted(Integer.MAX_VALUE, maxRequestBodySize));
    }
    for (String algorithm : compressionAlgorithms) {
      if (!KNOWN_ENCODINGS.contains(algorithm)) {
        rules.broken(
            "compression_algorithms",
            (OTHER_ENCODINGS.contains(algorithm)
                    ? "compression algorithm \"%s\" is not supported yet"
                    : "unknown compression algorithm \"%s\"")
                .formatted(algorithm),
            "write some of \"\", gzip, zlib, deflate");
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
    return compressionAlgorithms.isEmpty() ? KNOWN_ENCODINGS : compressionAlgorithms;
  }

  /** The time for the head of a request; zero for no limit. */
  public Duration headLimit() {
    return readHeaderTimeout.isZero() ? readTimeout : readHeaderTimeout;
  }

  /** How long a connection may wait for its next request; zero for no limit. */
  public Duration idleLimit() {
    return idleTimeout.isZero() ? readTimeout : idleTimeout;
  }
}
