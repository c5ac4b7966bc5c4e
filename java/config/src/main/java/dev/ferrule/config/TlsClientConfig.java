package dev.ferrule.config;

import dev.ferrule.component.ComponentException;
import dev.ferrule.confmap.NotYet;
import dev.ferrule.confmap.Opaque;
import dev.ferrule.confmap.Validated;
import io.netty.handler.ssl.SslContext;
import java.util.Optional;

/**
 * TLS of a client: the Collector's {@code configtls} client block. Empty strings mean not set.
 *
 * @param caFile certificates that the peer's must lead to, PEM; the system's if neither this nor
 *     {@code caPem} is set
 * @param caPem the same in place
 * @param includeSystemCaCertsPool whether the system's certificates are good too
 * @param certFile the client's own certificate with its chain, PEM
 * @param certPem the same in place
 * @param keyFile the key to it, PEM
 * @param keyPem the same in place
 * @param minVersion the oldest TLS version that is spoken; 1.2 if empty
 * @param maxVersion the newest one; no limit if empty
 * @param insecure no TLS at all, unless a CA is set
 * @param insecureSkipVerify TLS with whoever answers
 * @param serverNameOverride the name that the peer's certificate must have
 */
@NotYet(key = "cipher_suites", reason = "the choice of ciphers is Java's; remove it")
@NotYet(key = "include_insecure_cipher_suites", reason = "insecure ciphers are off; remove it")
@NotYet(key = "curve_preferences", reason = "the choice of curves is Java's; remove it")
@NotYet(key = "reload_interval", reason = "certificates are read at start; restart to renew them")
@NotYet(key = "tpm", reason = "keys in a trusted platform module; use key_file")
public record TlsClientConfig(
    String caFile,
    Opaque caPem,
    boolean includeSystemCaCertsPool,
    String certFile,
    Opaque certPem,
    String keyFile,
    Opaque keyPem,
    String minVersion,
    String maxVersion,
    boolean insecure,
    boolean insecureSkipVerify,
    String serverNameOverride)
    implements Validated {
  private static final Opaque NONE = new Opaque("");

  /** TLS with the system's certificates. */
  public static final TlsClientConfig DEFAULTS =
      new TlsClientConfig("", NONE, false, "", NONE, "", NONE, "", "", false, false, "");

  @Override
  public void validate(Rules rules) {
    if (both(caFile, caPem)) {
      rules.broken("ca_pem", "provide either a CA file or the PEM-encoded string, but not both");
    }
    if (both(certFile, certPem)) {
      rules.broken("cert_pem", "provide either certificate file or PEM, but not both");
    }
    if (both(keyFile, keyPem)) {
      rules.broken("key_pem", "provide either key file or PEM, but not both");
    }
    if (hasCert() != either(keyFile, keyPem)) {
      rules.broken(
          "",
          "TLS configuration must include both certificate and key (CertFile/CertPem and"
              + " KeyFile/KeyPem)");
    }
    try {
      TlsVersions.protocols(minVersion, maxVersion);
    } catch (IllegalArgumentException e) {
      rules.broken("", String.valueOf(e.getMessage()), "write 1.2 or 1.3");
    }
  }

  /**
   * Reads the files and builds what a client needs for HTTP/2 over TLS. May block on files.
   *
   * @param required whether TLS is asked for elsewhere, by an {@code https} endpoint
   * @return empty for no TLS
   * @throws ComponentException if a file or a PEM text cannot be used
   */
  Optional<SslContext> sslContext(boolean required) {
    if (insecure && !hasCa()) {
      // As in the Collector, https then means TLS with the system's settings.
      return required ? Optional.of(new ClientTls(DEFAULTS).context()) : Optional.empty();
    }
    return Optional.of(new ClientTls(this).context());
  }

  boolean hasCa() {
    return either(caFile, caPem);
  }

  boolean hasCert() {
    return either(certFile, certPem);
  }

  private static boolean both(String file, Opaque pem) {
    return !file.isEmpty() && !pem.value().isEmpty();
  }

  private static boolean either(String file, Opaque pem) {
    return !file.isEmpty() || !pem.value().isEmpty();
  }
}
