package dev.ferrule.config;

import dev.ferrule.confmap.Validated;
import java.time.Duration;
import java.util.Set;

/** Rules that every server block has in common. */
final class ListenRules {
  private static final Set<String> OTHER_TRANSPORTS =
      Set.of(
          "tcp4",
          "tcp6",
          "udp",
          "udp4",
          "udp6",
          "ip",
          "ip4",
          "ip6",
          "unix",
          "unixgram",
          "unixpacket",
          "npipe");

  private ListenRules() {}

  static void endpoint(Validated.Rules rules, String endpoint) {
    if (endpoint.isEmpty()) {
      rules.broken("endpoint", "must not be empty", Endpoint.HINT);
      return;
    }
    try {
      Endpoint.parse(endpoint);
    } catch (IllegalArgumentException e) {
      rules.broken("endpoint", String.valueOf(e.getMessage()), Endpoint.HINT);
    }
  }

  static void transport(Validated.Rules rules, String transport) {
    if (transport.equals("tcp")) {
      return;
    }
    String message =
        OTHER_TRANSPORTS.contains(transport)
            ? "transport type \"" + transport + "\" is not supported yet"
            : "invalid transport type \"" + transport + "\"";
    rules.broken("transport", message, "write tcp");
  }

  static void notNegative(Validated.Rules rules, String key, Duration value) {
    if (value.isNegative()) {
      rules.broken(key, "must not be negative", "write 0 for no limit");
    }
  }
}
