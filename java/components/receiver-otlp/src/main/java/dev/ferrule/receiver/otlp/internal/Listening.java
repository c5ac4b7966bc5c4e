package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.component.ComponentException;
import dev.ferrule.config.Endpoint;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Finds the address to listen on, and says why listening failed, in Go's words. */
final class Listening {
  private Listening() {}

  static InetSocketAddress resolve(String endpoint) {
    Endpoint parsed = Endpoint.parse(endpoint);
    try {
      return parsed.resolve();
    } catch (UnknownHostException e) {
      throw new ComponentException(
          "listen tcp: lookup " + parsed.host() + ": no such host: use localhost or an IP address",
          e);
    }
  }

  static ComponentException failed(InetSocketAddress address, Throwable failure) {
    String reason = "cannot listen";
    for (Throwable t = failure; t != null; t = t.getCause()) {
      reason = t.getMessage() == null ? reason : t.getMessage();
    }
    return new ComponentException(
        "listen tcp " + Endpoint.print(address) + ": bind: " + inGoWords(reason), failure);
  }

  private static String inGoWords(String reason) {
    String lower = reason.toLowerCase(Locale.ROOT);
    for (String known :
        new String[] {
          "address already in use", "cannot assign requested address", "permission denied"
        }) {
      if (lower.contains(known)) {
        return known;
      }
    }
    return reason;
  }
}
