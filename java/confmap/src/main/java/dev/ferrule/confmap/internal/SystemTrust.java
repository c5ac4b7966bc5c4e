package dev.ferrule.confmap.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates that the operating system trusts, where Go's client looks for them. */
final class SystemTrust {
  private static final List<String> BUNDLES =
      List.of(
          "/etc/ssl/certs/ca-certificates.crt",
          "/etc/pki/tls/certs/ca-bundle.crt",
          "/etc/ssl/ca-bundle.pem",
          "/etc/pki/tls/cacert.pem",
          "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
          "/etc/ssl/cert.pem");

  private SystemTrust() {}

  /**
   * What to connect with; empty to leave it to the JDK, since there is no bundle of the system or
   * the user has given the JVM a trust store.
   *
   * @param environment with {@code SSL_CERT_FILE}, which comes before all
   */
  static Optional<SSLContext> context(Map<String, String> environment, String what)
      throws ReferenceException {
    String chosen = environment.getOrDefault("SSL_CERT_FILE", "");
    if (chosen.isEmpty() && System.getProperty("javax.net.ssl.trustStore") != null) {
      return Optional.empty();
    }
    List<String> candidates = chosen.isEmpty() ? BUNDLES : List.of(chosen);
    for (String candidate : candidates) {
      Path bundle = Path.of(candidate);
      if (Files.isReadable(bundle) || !chosen.isEmpty()) {
        return Optional.of(context(bundle, what));
      }
    }
    return Optional.empty();
  }

  private static SSLContext context(Path bundle, String what) throws ReferenceException {
    try (InputStream in = Files.newInputStream(bundle)) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (Certificate authority :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        trusted.setCertificateEntry(Integer.toString(number++), authority);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new ReferenceException(
          what + "the certificates that are trusted cannot be read from " + bundle);
    }
  }
}
