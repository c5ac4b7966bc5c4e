package dev.ferrule.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The JDK's own client side, with nothing of ours in it but the key manager. */
final class HelloClient {
  private final SSLContext context;
  private Consumer<SSLParameters> settings = _ -> {};

  HelloClient(String trustedPem, @Nullable TlsIdentity identity) throws Exception {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry(
        "ca",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(trustedPem.getBytes(StandardCharsets.US_ASCII))));
    trust.init(store);
    context = SSLContext.getInstance("TLS");
    KeyManager[] keys = identity == null ? null : new KeyManager[] {new IdentityKeys(identity)};
    context.init(keys, trust.getTrustManagers(), null);
  }

  HelloClient with(Consumer<SSLParameters> more) {
    settings = more;
    return this;
  }

  /** What the server says; sessions are resumed where the server allows it. */
  String hello(HelloServer server) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("localhost", server.port())) {
      socket.setSoTimeout(20_000);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      settings.accept(parameters);
      socket.setSSLParameters(parameters);
      socket
          .getOutputStream()
          .write("GET / HTTP/1.0\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      StringBuilder said = new StringBuilder();
      byte[] piece = new byte[4096];
      int size;
      while (said.indexOf("\r\n\r\n") < 0 || said.toString().endsWith("\r\n\r\n")) {
        size = socket.getInputStream().read(piece);
        if (size < 0) {
          throw new IOException("the server hung up");
        }
        said.append(new String(piece, 0, size, StandardCharsets.US_ASCII));
      }
      return said.substring(said.indexOf("\r\n\r\n") + 4);
    }
  }

  /** The name in the certificate of the server. */
  String serverSerial(HelloServer server) throws IOException, GeneralSecurityException {
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("localhost", server.port())) {
      socket.setSoTimeout(20_000);
      socket.startHandshake();
      return ((java.security.cert.X509Certificate) socket.getSession().getPeerCertificates()[0])
          .getSerialNumber()
          .toString();
    }
  }
}
