package dev.ferrule.testkit;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** A key with a certificate that signs itself. Immutable. */
public final class Certificates {
  private final Path cert;
  private final Path key;
  private final X509Bundle bundle;

  private Certificates(Path cert, Path key, X509Bundle bundle) {
    this.cert = cert;
    this.key = key;
    this.bundle = bundle;
  }

  /**
   * Makes one, and writes it to {@code <name>.crt} and {@code <name>.key}.
   *
   * @param names such as {@code dns:localhost,ip:127.0.0.1}
   */
  public static Certificates selfSigned(Path directory, String name, String names)
      throws Exception {
    CertificateBuilder builder =
        new CertificateBuilder().subject("CN=" + name).ecp256().setIsCertificateAuthority(true);
    for (String other : names.split(",", -1)) {
      String value = other.substring(other.indexOf(':') + 1);
      if (other.startsWith("ip:")) {
        builder.addSanIpAddress(value);
      } else {
        builder.addSanDnsName(value);
      }
    }
    X509Bundle bundle = builder.buildSelfSigned();
    return new Certificates(
        Files.writeString(directory.resolve(name + ".crt"), bundle.getCertificatePEM()),
        Files.writeString(directory.resolve(name + ".key"), bundle.getPrivateKeyPEM()),
        bundle);
  }

  /** The certificate as PEM. */
  public Path cert() {
    return cert;
  }

  /** The key to it as PEM (PKCS#8). */
  public Path key() {
    return key;
  }

  /** What a server needs that shows this certificate. */
  public SSLContext server() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(bundle.toKeyManagerFactory().getKeyManagers(), null, null);
    return context;
  }
}
