package dev.ferrule.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ferrule.confmap.Opaque;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A URL that an HTTP client calls.
 *
 * @param uri http or https, with a host, without user and fragment
 * @param user the user and password of the URL, with a colon between them
 */
public record HttpUrl(URI uri, Optional<Opaque> user) {
  /** What to write instead of a URL that is not one. */
  public static final String HINT = "write a URL, such as https://otlp.example.com:4318";

  private static final int MAX_PORT = 65_535;

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException if it is none, has no host, or is not http or https
   */
  public static HttpUrl parse(String text) {
    URI uri = uri(text);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("unsupported protocol scheme \"" + scheme + "\"");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("no Host in request URL");
    }
    if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
      throw new IllegalArgumentException("invalid port \"" + uri.getPort() + "\"");
    }
    return new HttpUrl(
        withoutUser(uri), Optional.ofNullable(uri.getUserInfo()).map(HttpUrl::withPassword));
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("must be a valid URL: " + e.getReason(), e);
    }
  }

  private static URI withoutUser(URI uri) {
    StringBuilder text = new StringBuilder(uri.getScheme()).append("://").append(uri.getHost());
    if (uri.getPort() >= 0) {
      text.append(':').append(uri.getPort());
    }
    text.append(uri.getRawPath());
    if (uri.getRawQuery() != null) {
      text.append('?').append(uri.getRawQuery());
    }
    return URI.create(text.toString());
  }

  private static Opaque withPassword(String user) {
    return new Opaque(user.indexOf(':') < 0 ? user + ":" : user);
  }

  /** What an {@code Authorization} header says for the user of the URL. */
  Optional<String> authorization() {
    return user.map(
        it -> "Basic " + Base64.getEncoder().encodeToString(it.value().getBytes(UTF_8)));
  }

  /** Whether it asks for TLS. */
  public boolean https() {
    return uri.getScheme().equalsIgnoreCase("https");
  }

  /** The host, a literal IPv6 address without brackets. */
  public String host() {
    String host = uri.getHost();
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The port, also if it is the one of the scheme. */
  public int port() {
    return uri.getPort() >= 0 ? uri.getPort() : https() ? 443 : 80;
  }

  /** Path and query, as a request line has them. */
  String path() {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  /** The URL without user and password. */
  @Override
  public String toString() {
    return uri.toString();
  }
}
