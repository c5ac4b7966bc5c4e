package dev.ferrule.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.confmap.Opaque;
import dev.ferrule.confmap.Validated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TlsConfigTest {
  private static final Opaque NONE = new Opaque("");
  private static final TlsConfig GOOD = TlsConfig.DEFAULTS.withKeyPair("a.crt", "a.key");

  static List<String> broken(Validated settings) {
    List<String> broken = new ArrayList<>();
    settings.validate(
        new Validated.Rules() {
          @Override
          public void broken(String key, String message) {
            broken.add(key + ": " + message);
          }

          @Override
          public void broken(String key, String message, String hint) {
            broken(key, message + ": " + hint);
          }
        });
    return broken;
  }

  @Test
  void aServerNeedsACertificateAndAClientDoesNot() {
    assertThat(broken(TlsConfig.DEFAULTS)).isEmpty();
    assertThat(broken(TlsServerConfig.DEFAULTS))
        .containsExactly(
            ": TLS configuration must include both certificate and key for server connections:"
                + " set cert_file and key_file");
    assertThat(broken(new TlsServerConfig(GOOD, "", false))).isEmpty();
  }

  @Test
  void wantsEachThingOnce() {
    Opaque pem = new Opaque("pem");
    TlsConfig both =
        new TlsConfig(
            "ca",
            pem,
            false,
            "crt",
            pem,
            "key",
            pem,
            "",
            "",
            List.of(),
            false,
            List.of(),
            Duration.ofSeconds(-1));
    assertThat(broken(both))
        .containsExactly(
            "ca_pem: provide either a CA file or the PEM-encoded string, but not both",
            "cert_pem: provide either certificate file or PEM, but not both",
            "key_pem: provide either key file or PEM, but not both",
            "reload_interval: must not be negative: write 0 for no limit");
    assertThat(broken(TlsConfig.DEFAULTS.withKeyPair("crt", "")))
        .containsExactly(
            ": TLS configuration must include both certificate and key (CertFile/CertPem and"
                + " KeyFile/KeyPem): set key_file as well");
  }

  @Test
  void knowsTheVersions() {
    assertThat(broken(TlsVariant.versions(GOOD, "1.2", "1.3"))).isEmpty();
    assertThat(broken(TlsVariant.versions(GOOD, "1.3", "1.2")))
        .containsExactly(
            "max_version: invalid TLS configuration: min_version cannot be greater than max_version:"
                + " write 1.2 or 1.3");
    assertThat(broken(TlsVariant.versions(GOOD, "1.4", "")))
        .containsExactly(
            "min_version: invalid TLS min_version: unsupported TLS version: \"1.4\": write 1.2 or 1.3");
  }

  @Test
  void knowsTheCiphersOfGo() {
    assertThat(
            broken(
                TlsVariant.algorithms(
                    GOOD,
                    List.of(
                        "TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
                    List.of())))
        .isEmpty();
    String weak = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256";
    String dead = "TLS_RSA_WITH_RC4_128_SHA";
    assertThat(broken(TlsVariant.algorithms(GOOD, List.of("NONE_SUCH", weak, dead), List.of())))
        .containsExactly(
            "cipher_suites::0: invalid TLS cipher suite: \"NONE_SUCH\": write names such as"
                + " TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "cipher_suites::1: invalid TLS cipher suite: \""
                + weak
                + "\": it is weak, and include_insecure_cipher_suites is off",
            "cipher_suites::2: invalid TLS cipher suite: \""
                + dead
                + "\": it is weak, and include_insecure_cipher_suites is off");
    assertThat(
            broken(
                new TlsConfig(
                    "",
                    NONE,
                    false,
                    "c",
                    NONE,
                    "k",
                    NONE,
                    "",
                    "",
                    List.of(weak, dead),
                    true,
                    List.of(),
                    Duration.ZERO)))
        .containsExactly(
            "cipher_suites::1: invalid TLS cipher suite: \""
                + dead
                + "\": Java does not speak it any more: remove it");
  }

  @Test
  void knowsTheCurvesOfGo() {
    assertThat(
            broken(
                TlsVariant.algorithms(GOOD, List.of(), List.of("X25519", "P256", "P384", "P521"))))
        .isEmpty();
    assertThat(broken(TlsVariant.algorithms(GOOD, List.of(), List.of("P999", "X25519MLKEM768"))))
        .containsExactly(
            "curve_preferences::0: invalid curve type: P999: write some of P256, P384, P521, X25519",
            "curve_preferences::1: not supported yet: X25519MLKEM768, which Java 25 does not speak:"
                + " write some of P256, P384, P521, X25519");
  }
}
