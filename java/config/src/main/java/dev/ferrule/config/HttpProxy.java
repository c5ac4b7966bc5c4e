package dev.ferrule.config;

import dev.ferrule.confmap.Opaque;
import java.util.Optional;

/**
 * A proxy that forwards HTTP, and opens tunnels for TLS.
 *
 * @param host without brackets
 * @param port 1 to 65535
 * @param user the user and password to show it, with a colon between them
 */
record HttpProxy(String host, int port, Optional<Opaque> user) {

  /**
   * Reads the URL of a proxy.
   *
   * @throws IllegalArgumentException if it is none, or a kind that is not supported
   */
  static HttpProxy parse(String text) {
    HttpUrl url;
    try {
      url = HttpUrl.parse(text);
    } catch (IllegalArgumentException e) {
      if (text.startsWith("socks5")) {
        throw new IllegalArgumentException("SOCKS proxies are not supported yet", e);
      }
      throw e;
    }
    if (url.https()) {
      throw new IllegalArgumentException("proxies that are called over TLS are not supported yet");
    }
    return new HttpProxy(url.host(), url.port(), url.user());
  }
}
