package dev.ferrule.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Bytes that compare by what they are. */
public final class Bytes {
  /** None. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;

  /** A copy of those. */
  public Bytes(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** Those of a text in UTF-8. */
  public static Bytes of(String text) {
    return new Bytes(text.getBytes(UTF_8));
  }

  /** A copy. */
  public byte[] array() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** As text. */
  @Override
  public String toString() {
    return new String(bytes, UTF_8);
  }
}
