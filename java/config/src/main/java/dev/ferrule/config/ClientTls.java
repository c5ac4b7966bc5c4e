package dev.ferrule.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ferrule.component.ComponentException;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Turns TLS settings into a context, with errors that name the file. */
final class ClientTls {
  private final TlsClientConfig config;

  ClientTls(TlsClientConfig config) {
    this.config = config;
  }

  SslContext context() {
    try {
      SslContextBuilder builder =
          GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
              .protocols(TlsVersions.protocols(config.minVersion(), config.maxVersion()));
      if (config.insecureSkipVerify()) {
        builder
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm(null);
      } else if (config.hasCa()) {
        builder.trustManager(trusted());
      }
      if (config.hasCert()) {
        addKey(builder);
      }
      return builder.build();
    } catch (IOException | GeneralSecurityException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    }
  }

  private TrustManagerFactory trusted() throws GeneralSecurityException, IOException {
    List<Certificate> all = new ArrayList<>(authorities());
    if (config.includeSystemCaCertsPool()) {
      all.addAll(systemAuthorities());
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < all.size(); i++) {
      store.setCertificateEntry(Integer.toString(i), all.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }

  private List<Certificate> authorities() {
    String what = config.caFile().isEmpty() ? "failed to load CA CertPool PEM" : caFileFailure();
    byte[] pem = pem(config.caFile(), config.caPem().value(), what);
    try {
      List<Certificate> found =
          List.copyOf(
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(new ByteArrayInputStream(pem)));
      if (found.isEmpty()) {
        throw failed(what + ": failed to parse cert: there is none in it", null);
      }
      return found;
    } catch (CertificateException e) {
      throw failed(what + ": failed to parse cert: " + e.getMessage(), e);
    }
  }

  private String caFileFailure() {
    return "failed to load CA CertPool File: failed to load cert " + config.caFile();
  }

  private static List<X509Certificate> systemAuthorities() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    List<X509Certificate> found = new ArrayList<>();
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        found.addAll(List.of(x509.getAcceptedIssuers()));
      }
    }
    return found;
  }

  private void addKey(SslContextBuilder builder) {
    String what = "failed to load TLS cert and key";
    byte[] cert = pem(config.certFile(), config.certPem().value(), what);
    byte[] key = pem(config.keyFile(), config.keyPem().value(), what);
    String keyText = new String(key, UTF_8);
    if (keyText.contains("BEGIN RSA PRIVATE KEY") || keyText.contains("BEGIN EC PRIVATE KEY")) {
      throw failed(
          what
              + ": this form of private key is not supported yet:"
              + " convert it with openssl pkcs8 -topk8 -nocrypt",
          null);
    }
    try {
      builder.keyManager(new ByteArrayInputStream(cert), new ByteArrayInputStream(key));
    } catch (IllegalArgumentException e) {
      throw failed(what + " PEMs: " + e.getMessage(), e);
    }
  }

  private static byte[] pem(String file, String text, String what) {
    if (file.isEmpty()) {
      return text.getBytes(UTF_8);
    }
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (IOException e) {
      String reason =
          switch (e) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
          };
      throw failed(what + ": open " + file + ": " + reason, e);
    }
  }

  private static ComponentException failed(String why, @Nullable Exception cause) {
    return new ComponentException("failed to load TLS config: " + why, cause);
  }
}
