package dev.ferrule.config;

import java.io.ByteArrayInputStream;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds certificates and keys in PEM text; whatever else is in it is passed over. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
  private static final Pattern ENCRYPTED = Pattern.compile("Proc-Type:.*ENCRYPTED");

  private Pem() {}

  /**
   * All certificates, in their order.
   *
   * @throws CertificateException if one is malformed
   */
  static List<X509Certificate> certificates(String text) throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> found = new ArrayList<>();
    for (Matcher block = BLOCK.matcher(text); block.find(); ) {
      if (block.group(1).equals("CERTIFICATE")) {
        try {
          byte[] der = Base64.getMimeDecoder().decode(block.group(2));
          found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
        } catch (IllegalArgumentException e) {
          throw new CertificateException("malformed PEM", e);
        }
      }
    }
    return List.copyOf(found);
  }

  /**
   * The first private key.
   *
   * @throws InvalidKeySpecException if there is none, or it cannot be used
   */
  static PrivateKey privateKey(String text) throws InvalidKeySpecException {
    for (Matcher block = BLOCK.matcher(text); block.find(); ) {
      String type = block.group(1);
      if (type.endsWith("PRIVATE KEY")) {
        boolean encrypted = ENCRYPTED.matcher(block.group(2)).find();
        return PrivateKeys.read(
            encrypted ? "ENCRYPTED PRIVATE KEY" : type, encrypted ? new byte[0] : key(block));
      }
    }
    throw new InvalidKeySpecException("failed to find any private key in the PEM data");
  }

  private static byte[] key(Matcher block) throws InvalidKeySpecException {
    try {
      return Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw new InvalidKeySpecException("malformed PEM", e);
    }
  }
}
