package dev.ferrule.testkit;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A certificate authority that lives for one test. Immutable. */
public final class TestAuthority {
  private static final Duration DAY = Duration.ofDays(1);

  private final X509Bundle authority;

  /** What an authority issued, as PEM: a certificate with its chain, and the key to it (PKCS#8). */
  public record Issued(String certificate, String key) {

    /**
     * Writes both to a directory.
     *
     * @return the files, called {@code <name>.crt} and {@code <name>.key}
     */
    public Stored writeTo(Path directory, String name) throws IOException {
      return new Stored(
          Files.writeString(directory.resolve(name + ".crt"), certificate),
          Files.writeString(directory.resolve(name + ".key"), key));
    }
  }

  /** Where a certificate and its key are. */
  public record Stored(Path certificate, Path key) {}

  private TestAuthority(X509Bundle authority) {
    this.authority = authority;
  }

  /** A new one. */
  public static TestAuthority named(String name) {
    try {
      return new TestAuthority(
          new CertificateBuilder()
              .subject("CN=" + name)
              .setIsCertificateAuthority(true)
              .setKeyUsage(
                  true,
                  CertificateBuilder.KeyUsage.keyCertSign,
                  CertificateBuilder.KeyUsage.digitalSignature)
              .buildSelfSigned());
    } catch (Exception e) {
      throw new IllegalStateException("no certificate authority", e);
    }
  }

  /** Its own certificate, PEM. */
  public String pem() {
    return authority.getCertificatePEM();
  }

  /** Writes its own certificate to a file, and returns that. */
  public Path writeTo(Path file) throws IOException {
    return Files.writeString(file, pem());
  }

  /** A certificate for a server or a client of that name, good now, with an EC key. */
  public Issued issue(String dnsName) {
    return issue(builder(dnsName).ecp256());
  }

  /** The same with an RSA key. */
  public Issued issueRsa(String dnsName) {
    return issue(builder(dnsName).rsa2048());
  }

  /** One that was good until yesterday. */
  public Issued issueExpired(String dnsName) {
    Instant now = Instant.now();
    return issue(
        builder(dnsName)
            .ecp256()
            .notBefore(now.minus(DAY.multipliedBy(2)))
            .notAfter(now.minus(DAY)));
  }

  private static CertificateBuilder builder(String dnsName) {
    CertificateBuilder builder =
        new CertificateBuilder().subject("CN=" + dnsName).addSanDnsName(dnsName);
    return dnsName.equals("localhost") ? builder.addSanIpAddress("127.0.0.1") : builder;
  }

  private Issued issue(CertificateBuilder builder) {
    try {
      X509Bundle issued = builder.buildIssuedBy(authority);
      return new Issued(issued.getCertificatePathPEM(), issued.getPrivateKeyPEM());
    } catch (Exception e) {
      throw new IllegalStateException("no certificate", e);
    }
  }
}
