package dev.ferrule.config;

import java.util.List;

/** The TLS versions as the Collector writes them, oldest first. */
final class TlsVersions {
  private static final List<String> ALL = List.of("1.0", "1.1", "1.2", "1.3");
  private static final List<String> PROTOCOLS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

  private TlsVersions() {}

  /**
   * The Java names from the lowest to the highest version.
   *
   * @param min empty for 1.2
   * @param max empty for the newest
   * @throws IllegalArgumentException with Go's wording if there is no such range
   */
  static List<String> protocols(String min, String max) {
    int first = index("min_version", min, "1.2");
    int last = index("max_version", max, "1.3");
    if (last < first) {
      throw new IllegalArgumentException(
          "invalid TLS configuration: min_version cannot be greater than max_version");
    }
    if (last < ALL.indexOf("1.2")) {
      throw new IllegalArgumentException(
          "invalid TLS max_version: Java does not speak versions before 1.2 any more");
    }
    return PROTOCOLS.subList(first, last + 1);
  }

  private static int index(String key, String version, String absent) {
    int index = ALL.indexOf(version.isEmpty() ? absent : version);
    if (index < 0) {
      throw new IllegalArgumentException(
          "invalid TLS %s: unsupported TLS version: \"%s\"".formatted(key, version));
    }
    return index;
  }
}
