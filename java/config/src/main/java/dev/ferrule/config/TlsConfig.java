package dev.ferrule.config;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.NotYet;
import dev.ferrule.confmap.Opaque;
import dev.ferrule.confmap.Validated;
import java.time.Duration;
import java.util.List;

/**
 * What TLS of clients and of servers has in common: the Collector's {@code configtls} block. Empty
 * strings mean not set.
 *
 * @param caFile path of a PEM file with the certificates that the peer's must lead to. A client
 *     trusts the certificates that come with Java if neither this nor {@code ca_pem} is set; a
 *     server has no use for it, see {@code client_ca_file}.
 * @param caPem the same certificates as PEM text in place of a file
 * @param includeSystemCaCertsPool whether the certificates that come with Java are trusted besides
 *     the ones that are configured; off by default
 * @param certFile path of a PEM file with this side's own certificate, followed by its chain
 * @param certPem the same certificates as PEM text in place of a file
 * @param keyFile path of a PEM file with the private key to the certificate: PKCS#8, PKCS#1 or
 *     SEC1, not encrypted
 * @param keyPem the same key as PEM text in place of a file
 * @param minVersion the oldest TLS version that is spoken: 1.2 or 1.3; 1.2 if empty
 * @param maxVersion the newest TLS version that is spoken: 1.2 or 1.3; the newest that is known if
 *     empty
 * @param cipherSuites the cipher suites that TLS 1.2 may use, most wanted first, with the names of
 *     the Go Collector, which are IANA's. A safe list if empty. TLS 1.3 always has its own three.
 * @param includeInsecureCipherSuites whether {@code cipher_suites} may name suites that are known
 *     to be weak; off by default
 * @param curvePreferences the curves of the key exchange, most wanted first: some of P256, P384,
 *     P521, X25519; the system's choice if empty
 * @param reloadInterval how old a certificate and key may be before they are read from their files
 *     again, which happens when the next connection comes; never if 0. A pair that cannot be used
 *     is logged, and the one before stays.
 */
@ConfigDoc
@NotYet(key = "tpm", reason = "keys in a trusted platform module; use key_file")
public record TlsConfig(
    String caFile,
    Opaque caPem,
    boolean includeSystemCaCertsPool,
    String certFile,
    Opaque certPem,
    String keyFile,
    Opaque keyPem,
    String minVersion,
    String maxVersion,
    List<String> cipherSuites,
    boolean includeInsecureCipherSuites,
    List<String> curvePreferences,
    Duration reloadInterval)
    implements Validated {
  private static final Opaque NONE = new Opaque("");

  /** No certificates, everything else as is usual. */
  public static final TlsConfig DEFAULTS =
      new TlsConfig(
          "", NONE, false, "", NONE, "", NONE, "", "", List.of(), false, List.of(), Duration.ZERO);

  /** Copies the lists. */
  public TlsConfig {
    cipherSuites = List.copyOf(cipherSuites);
    curvePreferences = List.copyOf(curvePreferences);
  }

  /** The same with a CA file. */
  public TlsConfig withCaFile(String file) {
    return new TlsConfig(
        file,
        caPem,
        includeSystemCaCertsPool,
        certFile,
        certPem,
        keyFile,
        keyPem,
        minVersion,
        maxVersion,
        cipherSuites,
        includeInsecureCipherSuites,
        curvePreferences,
        reloadInterval);
  }

  /** The same with a certificate and its key in files. */
  public TlsConfig withKeyPair(String cert, String key) {
    return new TlsConfig(
        caFile,
        caPem,
        includeSystemCaCertsPool,
        cert,
        certPem,
        key,
        keyPem,
        minVersion,
        maxVersion,
        cipherSuites,
        includeInsecureCipherSuites,
        curvePreferences,
        reloadInterval);
  }

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
    if (hasCert() != hasKey()) {
      rules.broken(
          "",
          "TLS configuration must include both certificate and key (CertFile/CertPem and"
              + " KeyFile/KeyPem)",
          hasCert() ? "set key_file as well" : "set cert_file as well");
    }
    TlsVersions.validate(minVersion, maxVersion, rules);
    TlsCiphers.validate(cipherSuites, includeInsecureCipherSuites, rules);
    TlsCurves.validate(curvePreferences, rules);
    ListenRules.notNegative(rules, "reload_interval", reloadInterval);
  }

  boolean hasCa() {
    return either(caFile, caPem);
  }

  boolean hasCert() {
    return either(certFile, certPem);
  }

  boolean hasKey() {
    return either(keyFile, keyPem);
  }

  /** Whether anything of the pair is in a file, so that reading it again may bring another. */
  boolean hasKeyPairFile() {
    return !certFile.isEmpty() || !keyFile.isEmpty();
  }

  private static boolean both(String file, Opaque pem) {
    return !file.isEmpty() && !pem.value().isEmpty();
  }

  private static boolean either(String file, Opaque pem) {
    return !file.isEmpty() || !pem.value().isEmpty();
  }
}
