package dev.ferrule.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ferrule.confmap.Validated;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** Rules that every server block has in common. */
final class ListenRules {
  private static final Set<String> NO_STREAMS =
      Set.of("udp", "udp4", "udp6", "ip", "ip4", "ip6", "unixgram", "unixpacket", "npipe");

  /** What Linux has room for. */
  private static final int LONGEST_PATH = 107;

  private ListenRules() {}

  static void address(Validated.Rules rules, String endpoint, String transport) {
    transport(rules, transport);
    if (endpoint.isEmpty()) {
      rules.broken(
          "endpoint",
          "must not be empty",
          transport.equals("unix") ? "write the path of a socket" : Endpoint.HINT);
    } else if (transport.equals("unix")) {
      path(rules, endpoint);
    } else {
      try {
        Endpoint.parse(endpoint);
      } catch (IllegalArgumentException e) {
        rules.broken("endpoint", String.valueOf(e.getMessage()), Endpoint.hint(endpoint));
      }
    }
  }

  private static void transport(Validated.Rules rules, String transport) {
    if (ServerTransport.named(transport).isEmpty()) {
      String message =
          NO_STREAMS.contains(transport)
              ? "transport type \"" + transport + "\" has no connections that a server could take"
              : "invalid transport type \"" + transport + "\"";
      rules.broken("transport", message, "write tcp, tcp4, tcp6 or unix");
    }
  }

  private static void path(Validated.Rules rules, String endpoint) {
    if (endpoint.startsWith("@")) {
      rules.broken(
          "endpoint",
          "not supported yet: sockets without a file, which Java does not know",
          "write the path of a socket");
      return;
    }
    int length = endpoint.getBytes(UTF_8).length;
    if (length > LONGEST_PATH) {
      rules.broken(
          "endpoint",
          "a socket's path has %d bytes at most, and this has %d".formatted(LONGEST_PATH, length),
          "write a shorter one");
    }
    try {
      var _ = Path.of(endpoint);
    } catch (InvalidPathException e) {
      rules.broken("endpoint", String.valueOf(e.getMessage()), "write the path of a socket");
    }
  }

  static void notNegative(Validated.Rules rules, String key, Duration value) {
    if (value.isNegative()) {
      rules.broken(key, "must not be negative", "write 0 for no limit");
    }
  }
}
