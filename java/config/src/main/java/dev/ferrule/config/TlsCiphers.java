package dev.ferrule.config;

import dev.ferrule.confmap.Validated;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The cipher suites that the Go Collector knows. Their names are Java's too. */
final class TlsCiphers {
  private static final List<String> TLS_1_3 =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  /** Of TLS 1.2, in the order of preference. */
  private static final List<String> SAFE =
      List.of(
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
          "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
          "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");

  private static final Set<String> WEAK =
      Set.of("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256");

  /** Weak ones that the JDK switches off, so that no setting of ours brings them back. */
  private static final Set<String> DEAD =
      Set.of(
          "TLS_RSA_WITH_RC4_128_SHA",
          "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
          "TLS_RSA_WITH_AES_128_CBC_SHA",
          "TLS_RSA_WITH_AES_256_CBC_SHA",
          "TLS_RSA_WITH_AES_128_CBC_SHA256",
          "TLS_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA",
          "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
          "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA");

  private TlsCiphers() {}

  static void validate(List<String> suites, boolean insecureToo, Validated.Rules rules) {
    for (int i = 0; i < suites.size(); i++) {
      String suite = suites.get(i);
      boolean isWeak = WEAK.contains(suite);
      if (DEAD.contains(suite) && insecureToo) {
        rules.broken(
            "cipher_suites::" + i,
            "invalid TLS cipher suite: \"" + suite + "\": Java does not speak it any more",
            "remove it");
      } else if (isWeak ? !insecureToo : !TLS_1_3.contains(suite) && !SAFE.contains(suite)) {
        rules.broken(
            "cipher_suites::" + i,
            "invalid TLS cipher suite: \"" + suite + "\"",
            isWeak || DEAD.contains(suite)
                ? "it is weak, and include_insecure_cipher_suites is off"
                : "write names such as " + SAFE.getFirst());
      }
    }
  }

  /** What an engine is given: the suites of TLS 1.3 in any case, and the configured ones. */
  static List<String> enabled(List<String> configured) {
    List<String> all = new ArrayList<>(TLS_1_3);
    for (String suite : configured.isEmpty() ? SAFE : configured) {
      if (!all.contains(suite)) {
        all.add(suite);
      }
    }
    return List.copyOf(all);
  }
}
