package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.component.ComponentException;
import dev.ferrule.config.ServerTransport;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.slf4j.Logger;

/** Finds the address to listen on, and says why listening failed, in Go's words. */
final class Listening {
  private Listening() {}

  static SocketAddress resolve(ServerTransport transport, String endpoint) {
    try {
      return transport.resolve(endpoint);
    } catch (UnknownHostException e) {
      throw new ComponentException(
          "listen " + transport + ": " + e.getMessage() + ": use localhost or an IP address", e);
    }
  }

  static ComponentException failed(
      ServerTransport transport, SocketAddress address, Throwable failure) {
    String reason = "cannot listen";
    for (Throwable t = failure; t != null; t = t.getCause()) {
      reason = t.getMessage() == null ? reason : t.getMessage();
    }
    return new ComponentException(
        "listen %s %s: bind: %s%s"
            .formatted(
                transport,
                ServerTransport.print(address),
                inGoWords(reason),
                hint(transport, reason)),
        failure);
  }

  /** Leaves nothing behind of an address that nobody listens on any more. */
  static void release(SocketAddress address, Logger log) {
    try {
      ServerTransport.remove(address);
    } catch (IOException e) {
      log.warn("Failed to remove the socket {}: {}", ServerTransport.print(address), e.toString());
    }
  }

  private static String hint(ServerTransport transport, String reason) {
    return transport == ServerTransport.UNIX && inGoWords(reason).equals("address already in use")
        ? ": remove the file if nothing listens on it any more"
        : "";
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
