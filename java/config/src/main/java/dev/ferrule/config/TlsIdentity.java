package dev.ferrule.config;

import dev.ferrule.component.ComponentException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who one side of a connection is.
 *
 * @param key the private key
 * @param chain the certificate to it, then the ones that lead to an authority
 */
record TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
  private static final String FAILED = "failed to load TLS cert and key";

  /**
   * Reads certificate and key.
   *
   * @throws ComponentException if they cannot be used, with the reason
   */
  static TlsIdentity load(TlsConfig config) {
    String cert;
    String key;
    try {
      cert = PemText.read(config.certFile(), config.certPem().value());
      key = PemText.read(config.keyFile(), config.keyPem().value());
    } catch (IOException e) {
      throw new ComponentException(FAILED + ": " + e.getMessage(), e);
    }
    try {
      List<X509Certificate> chain = Pem.certificates(cert);
      if (chain.isEmpty()) {
        throw new GeneralSecurityException("failed to find any certificate in the PEM data");
      }
      TlsIdentity identity = new TlsIdentity(Pem.privateKey(key), chain);
      if (!identity.matches()) {
        throw new GeneralSecurityException("private key does not match public key");
      }
      return identity;
    } catch (GeneralSecurityException e) {
      throw new ComponentException(FAILED + ": " + FAILED + " PEMs: tls: " + e.getMessage(), e);
    }
  }

  /** Whether the certificate confirms what the key signs. */
  private boolean matches() throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "EdDSA" -> "EdDSA";
          default -> "";
        };
    if (algorithm.isEmpty()) {
      return key.getAlgorithm().equals(chain.getFirst().getPublicKey().getAlgorithm());
    }
    if (!key.getAlgorithm().equals(chain.getFirst().getPublicKey().getAlgorithm())) {
      return false;
    }
    byte[] sample = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(sample);
    byte[] signed = signature.sign();
    signature.initVerify(chain.getFirst().getPublicKey());
    signature.update(sample);
    return signature.verify(signed);
  }
}
