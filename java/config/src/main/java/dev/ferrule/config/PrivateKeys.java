package dev.ferrule.config;

import java.nio.ByteBuffer;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;

/**
 * Reads private keys in the three forms that are found in PEM files. Java knows PKCS#8; the older
 * PKCS#1 and SEC1 are the inner part of it, so they are wrapped.
 */
final class PrivateKeys {
  private static final String[] ALGORITHMS = {"RSA", "EC", "EdDSA", "RSASSA-PSS"};
  private static final int CURVE_TAG = 0xa0;
  private static final byte[] VERSION_0 = {Der.INTEGER, 1, 0};
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  private static final byte[] EC_ID = HexFormat.of().parseHex("06072a8648ce3d0201");

  private PrivateKeys() {}

  /**
   * Reads a key.
   *
   * @param type the label of its PEM block
   * @throws InvalidKeySpecException if it is not a key that can be used
   */
  static PrivateKey read(String type, byte[] der) throws InvalidKeySpecException {
    return switch (type) {
      case "PRIVATE KEY" -> pkcs8(der);
      case "RSA PRIVATE KEY" -> pkcs8(wrap(RSA, der));
      case "EC PRIVATE KEY" -> pkcs8(wrap(Der.value(Der.SEQUENCE, EC_ID, curve(der)), der));
      case "ENCRYPTED PRIVATE KEY" ->
          throw new InvalidKeySpecException(
              "the private key is encrypted: write it without a password, with openssl pkcs8 -topk8"
                  + " -nocrypt");
      default ->
          throw new InvalidKeySpecException("\"" + type + "\" is not a form of private key in use");
    };
  }

  private static byte[] wrap(byte[] algorithm, byte[] der) {
    return Der.value(Der.SEQUENCE, VERSION_0, algorithm, Der.value(Der.OCTETS, der));
  }

  /** The name of the curve, which SEC1 has after the key. */
  private static byte[] curve(byte[] der) throws InvalidKeySpecException {
    ByteBuffer key = Der.enter(ByteBuffer.wrap(der), Der.SEQUENCE);
    Der.enter(key, Der.INTEGER);
    Der.enter(key, Der.OCTETS);
    ByteBuffer name = Der.enter(Der.enter(key, CURVE_TAG), Der.OBJECT_ID);
    byte[] id = new byte[name.remaining()];
    name.get(id);
    return Der.value(Der.OBJECT_ID, id);
  }

  private static PrivateKey pkcs8(byte[] der) throws InvalidKeySpecException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException otherAlgorithm) {
        // The next one may know it.
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("a JDK without " + algorithm, e);
      }
    }
    throw new InvalidKeySpecException("failed to parse private key");
  }
}
