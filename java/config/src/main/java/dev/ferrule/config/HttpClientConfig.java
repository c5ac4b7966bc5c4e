package dev.ferrule.config;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.NameValueList;
import dev.ferrule.confmap.NotYet;
import dev.ferrule.confmap.NullIsNone;
import dev.ferrule.confmap.Opaque;
import dev.ferrule.confmap.Validated;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP client: the Collector's {@code confighttp} client block. Empty strings mean not set.
 *
 * @param endpoint the URL to call, with {@code http://} or {@code https://}; a user and password in
 *     it are sent as basic authentication
 * @param proxyUrl the HTTP proxy to go through, such as {@code http://proxy.example.com:3128}; if
 *     empty, what {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} say
 * @param tls encryption, for endpoints that begin with {@code https://}
 * @param readBufferSize the most that is read from a connection at once, in bytes; 0 for 8 KiB
 * @param writeBufferSize the most that is handed to a connection at once, in bytes; 0 for 64 KiB
 * @param timeout of a whole request, from connecting to the end of the response; 0 for none
 * @param headers sent with every request, in place of those that the client would send; {@code
 *     Host} sets the name that the server is asked for
 * @param auth credentials from an extension
 * @param compression of what is sent: gzip, zlib, deflate, snappy, x-snappy-framed, zstd, lz4 or
 *     none
 * @param compressionParams how hard to compress
 * @param maxIdleConns how many connections may wait for their next request; 0 for no limit
 * @param maxIdleConnsPerHost the same for each host; 0 for no limit of its own
 * @param maxConnsPerHost how many connections may be open to a host: further requests wait; 0 for
 *     no limit
 * @param idleConnTimeout how long a connection may wait for its next request before it is closed; 0
 *     for no limit
 * @param disableKeepAlives whether each request gets a connection of its own; this also means
 *     HTTP/1.1
 * @param http2ReadIdleTimeout must be 0: quiet HTTP/2 connections are not pinged yet
 * @param http2PingTimeout must be 0, likewise
 * @param cookies whether cookies that the server sets are sent back to it
 * @param forceAttemptHttp2 whether HTTP/2 is offered to servers that speak TLS; those that do not
 *     know it get HTTP/1.1, as do those without TLS
 */
@ConfigDoc
@NotYet(key = "middlewares", reason = "middleware extensions; remove it")
public record HttpClientConfig(
    String endpoint,
    String proxyUrl,
    TlsClientConfig tls,
    int readBufferSize,
    int writeBufferSize,
    Duration timeout,
    @NameValueList Map<String, Opaque> headers,
    @NullIsNone Optional<ClientAuthConfig> auth,
    Compression compression,
    CompressionParams compressionParams,
    int maxIdleConns,
    int maxIdleConnsPerHost,
    int maxConnsPerHost,
    Duration idleConnTimeout,
    boolean disableKeepAlives,
    Duration http2ReadIdleTimeout,
    Duration http2PingTimeout,
    @NullIsNone Optional<CookiesConfig> cookies,
    boolean forceAttemptHttp2)
    implements Validated {

  /** The Collector's defaults: no time-out, no compression, 100 idle connections for 90 seconds. */
  public static final HttpClientConfig DEFAULTS =
      new HttpClientConfig(
          "",
          "",
          TlsClientConfig.DEFAULTS,
          0,
          0,
          Duration.ZERO,
          Map.of(),
          Optional.empty(),
          Compression.UNSET,
          CompressionParams.DEFAULTS,
          100,
          0,
          0,
          Duration.ofSeconds(90),
          false,
          Duration.ZERO,
          Duration.ZERO,
          Optional.empty(),
          true);

  /** Copies the headers. */
  public HttpClientConfig {
    headers = Map.copyOf(headers);
  }

  /** The same with gzip, that time-out and that write buffer. */
  public HttpClientConfig withGzip(Duration timeout, int writeBufferSize) {
    return new HttpClientConfig(
        endpoint,
        proxyUrl,
        tls,
        readBufferSize,
        writeBufferSize,
        timeout,
        headers,
        auth,
        Compression.GZIP,
        compressionParams,
        maxIdleConns,
        maxIdleConnsPerHost,
        maxConnsPerHost,
        idleConnTimeout,
        disableKeepAlives,
        http2ReadIdleTimeout,
        http2PingTimeout,
        cookies,
        forceAttemptHttp2);
  }

  @Override
  public void validate(Rules rules) {
    new HttpClientRules(this, rules).check();
  }
}
