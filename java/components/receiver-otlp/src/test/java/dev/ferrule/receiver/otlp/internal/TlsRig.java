package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.testkit.TestAuthority;
import dev.ferrule.testkit.TestAuthority.Stored;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A server's certificate for {@code localhost}, and a client that trusts it. */
final class TlsRig {
  final TestAuthority authority = TestAuthority.named("authority");
  private final Stored own;

  TlsRig(Path directory) throws IOException {
    own = authority.issue("localhost").writeTo(directory, "server");
  }

  /** The YAML of a server's {@code tls}, with more keys if there are any. */
  String yaml(String more) {
    return "tls: {cert_file: '%s', key_file: '%s'%s}"
        .formatted(own.certificate(), own.key(), more.isEmpty() ? "" : ", " + more);
  }

  /** What a client trusts that has no certificate of its own. */
  SSLContext trusting() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry(
        "ca",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(authority.pem().getBytes(StandardCharsets.US_ASCII))));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
