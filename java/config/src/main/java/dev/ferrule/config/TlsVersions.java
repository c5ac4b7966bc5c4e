package dev.ferrule.config;

import dev.ferrule.confmap.Validated;
import java.util.List;

/** The TLS versions as the Collector writes them, oldest first. */
final class TlsVersions {
  private static final List<String> ALL = List.of("1.0", "1.1", "1.2", "1.3");
  private static final List<String> PROTOCOLS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private static final String EARLIEST = "1.2";
  private static final String LATEST = "1.3";
  private static final String HINT = "write 1.2 or 1.3";

  private TlsVersions() {}

  static void validate(String min, String max, Validated.Rules rules) {
    boolean known = isKnown("min_version", min, rules);
    if (!isKnown("max_version", max, rules) || !known) {
      return;
    }
    if (index(max, LATEST) < index(min, EARLIEST)) {
      rules.broken(
          max.isEmpty() ? "min_version" : "max_version",
          "invalid TLS configuration: min_version cannot be greater than max_version",
          min.isEmpty() ? "min_version is 1.2 if it is not set" : HINT);
    } else if (index(max, LATEST) < ALL.indexOf("1.2")) {
      rules.broken(
          "max_version",
          "invalid TLS max_version: Java does not speak versions before 1.2 any more",
          HINT);
    }
  }

  private static boolean isKnown(String key, String version, Validated.Rules rules) {
    boolean known = version.isEmpty() || ALL.contains(version);
    if (!known) {
      rules.broken(
          key, "invalid TLS %s: unsupported TLS version: \"%s\"".formatted(key, version), HINT);
    }
    return known;
  }

  /** The versions from one to the other, as Java names them; valid ones only. */
  static List<String> protocols(String min, String max) {
    return PROTOCOLS.subList(index(min, EARLIEST), index(max, LATEST) + 1);
  }

  private static int index(String version, String absent) {
    return ALL.indexOf(version.isEmpty() ? absent : version);
  }
}
