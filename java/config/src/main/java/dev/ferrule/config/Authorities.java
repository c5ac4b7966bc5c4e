package dev.ferrule.config;

import dev.ferrule.component.ComponentException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificates that a peer's must lead to. */
final class Authorities {
  private Authorities() {}

  /**
   * What a client trusts, if that is configured.
   *
   * @throws ComponentException if the certificates cannot be used
   */
  static List<X509Certificate> ofServers(TlsConfig config) {
    String what =
        "failed to load CA CertPool "
            + (config.caFile().isEmpty() ? "PEM" : "File: failed to load cert " + config.caFile());
    try {
      List<X509Certificate> found =
          Pem.certificates(PemText.read(config.caFile(), config.caPem().value()));
      if (found.isEmpty()) {
        throw new CertificateException("there is none in it");
      }
      return withSystems(found, config.includeSystemCaCertsPool());
    } catch (CertificateException e) {
      throw new ComponentException(what + ": failed to parse cert: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ComponentException(what + ": " + e.getMessage(), e);
    }
  }

  /**
   * What a server trusts, if that is configured.
   *
   * @throws ComponentException if the certificates cannot be used
   */
  static List<X509Certificate> ofClients(TlsServerConfig config) {
    String what = "failed to load client CA CertPool: failed to ";
    String file = config.clientCaFile();
    try {
      List<X509Certificate> found = Pem.certificates(PemText.read(file, ""));
      if (found.isEmpty()) {
        throw new CertificateException("there is none in it");
      }
      return withSystems(found, config.common().includeSystemCaCertsPool());
    } catch (CertificateException e) {
      throw new ComponentException(what + "parse CA " + file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ComponentException(what + "load CA " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<X509Certificate> withSystems(List<X509Certificate> own, boolean systemsToo) {
    if (!systemsToo) {
      return own;
    }
    List<X509Certificate> all = new ArrayList<>(own);
    for (TrustManager manager : managers(null)) {
      if (manager instanceof X509TrustManager x509) {
        all.addAll(List.of(x509.getAcceptedIssuers()));
      }
    }
    return List.copyOf(all);
  }

  /** Trusts what leads to the certificates of the system. */
  static TrustManager[] trustingSystems() {
    return managers(null);
  }

  /** Trusts what leads to those. */
  static TrustManager[] trusting(List<X509Certificate> authorities) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry(Integer.toString(i), authorities.get(i));
      }
      return managers(store);
    } catch (GeneralSecurityException | IOException e) {
      throw new ComponentException("certificates cannot be kept in memory: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] managers(@Nullable KeyStore store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new ComponentException(
          "the system's certificates cannot be used: " + e.getMessage(), e);
    }
  }
}
