package dev.ferrule.config;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.NameValueList;
import dev.ferrule.confmap.NotYet;
import dev.ferrule.confmap.NullIsNone;
import dev.ferrule.confmap.Opaque;
import dev.ferrule.confmap.Validated;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A gRPC client: the Collector's {@code configgrpc} client block. Empty strings mean not set.
 *
 * @param endpoint where to connect: {@code host:port}, also after {@code http://}, {@code
 *     https://}, {@code dns:///} or {@code passthrough:///}; or {@code unix:///path} of a socket.
 *     {@code https://} turns TLS on, {@code http://} does not turn it off
 * @param compression of what is sent: gzip, snappy, zstd or none
 * @param tls encryption; on unless {@code insecure} is set
 * @param keepalive pings on quiet connections; none if the section is not there
 * @param readBufferSize the most that is read from a connection at once, in bytes; 0 for the
 *     transport's default
 * @param writeBufferSize how much may wait to be written on a connection before it counts as slow,
 *     in bytes; 0 for the transport's default
 * @param waitForReady whether a call waits for a connection, up to its time-out, instead of failing
 *     without one
 * @param headers sent with every call
 * @param userAgent how the client presents itself; if empty, by name and version of the
 *     distribution. The library adds its own name
 * @param balancerName how calls are spread over the addresses of a host: {@code round_robin} or
 *     {@code pick_first}
 * @param authority the name of the peer, in place of the one in the endpoint
 * @param auth credentials from an extension
 */
@ConfigDoc
@NotYet(key = "middlewares", reason = "middleware extensions; remove it")
public record GrpcClientConfig(
    String endpoint,
    Compression compression,
    TlsClientConfig tls,
    Optional<KeepaliveClientConfig> keepalive,
    int readBufferSize,
    int writeBufferSize,
    boolean waitForReady,
    @NameValueList Map<String, Opaque> headers,
    String userAgent,
    String balancerName,
    String authority,
    @NullIsNone Optional<ClientAuthConfig> auth)
    implements Validated {
  private static final Set<String> BALANCERS = Set.of("", "round_robin", "pick_first");

  /** The Collector's defaults: TLS, no compression, no keepalive, round robin. */
  public static final GrpcClientConfig DEFAULTS =
      new GrpcClientConfig(
          "",
          Compression.UNSET,
          TlsClientConfig.DEFAULTS,
          Optional.empty(),
          0,
          0,
          false,
          Map.of(),
          "",
          "round_robin",
          "",
          Optional.empty());

  /** The same with gzip, and that write buffer. */
  public GrpcClientConfig withGzip(int writeBufferSize) {
    return new GrpcClientConfig(
        endpoint,
        Compression.GZIP,
        tls,
        keepalive,
        readBufferSize,
        writeBufferSize,
        waitForReady,
        headers,
        userAgent,
        balancerName,
        authority,
        auth);
  }

  /** Whether an endpoint is set, be it right or wrong; a scheme alone is none. */
  public boolean hasEndpoint() {
    return !endpoint.isEmpty() && !endpoint.equals("http://") && !endpoint.equals("https://");
  }

  /**
   * Where to connect.
   *
   * @throws IllegalArgumentException if the endpoint is not valid
   */
  public GrpcTarget target() {
    return GrpcTarget.parse(endpoint);
  }

  @Override
  public void validate(Rules rules) {
    if (hasEndpoint()) {
      try {
        target();
      } catch (IllegalArgumentException e) {
        rules.broken("endpoint", String.valueOf(e.getMessage()), GrpcTarget.hint(endpoint));
      }
    }
    validateCompression(rules);
    if (readBufferSize < 0) {
      rules.broken("read_buffer_size", "invalid read_buffer_size value: " + readBufferSize);
    }
    if (writeBufferSize < 0) {
      rules.broken("write_buffer_size", "invalid write_buffer_size value: " + writeBufferSize);
    }
    if (!BALANCERS.contains(balancerName)) {
      rules.broken(
          "balancer_name",
          "invalid balancer_name: " + balancerName,
          "write round_robin or pick_first");
    }
    GrpcHeaders.validate(headers, rules);
    validateNames(rules);
  }

  private void validateCompression(Rules rules) {
    switch (compression) {
      case UNSET, NONE, GZIP, SNAPPY, ZSTD -> {}
      case ZLIB, DEFLATE, SNAPPY_FRAMED, LZ4 ->
          rules.broken(
              "compression",
              "unsupported compression type \"" + compression + "\"",
              "write gzip, snappy, zstd or none");
    }
  }

  private void validateNames(Rules rules) {
    String serverName = tls.serverNameOverride();
    if (!authority.isEmpty() && !serverName.isEmpty() && !authority.equals(serverName)) {
      rules.broken(
          "authority",
          "authority \"%s\" and tls::server_name_override \"%s\" do not match"
              .formatted(authority, serverName),
          "set one of them");
    } else if (!peerName().isEmpty() && !isAuthority(peerName())) {
      rules.broken(
          authority.isEmpty() ? "tls" : "authority",
          "\"" + peerName() + "\" is not the name of a host",
          "write host or host:port");
    }
  }

  /** The name that the peer goes by, if not by the endpoint; else empty. */
  String peerName() {
    return authority.isEmpty() ? tls.serverNameOverride() : authority;
  }

  private static boolean isAuthority(String text) {
    try {
      URI uri = new URI(null, text, null, null, null);
      return text.equals(uri.getRawAuthority()) && uri.getUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
