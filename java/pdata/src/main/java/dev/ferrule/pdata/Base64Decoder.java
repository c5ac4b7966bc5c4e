package dev.ferrule.pdata;

import java.io.Writer;
import java.util.Arrays;

/**
 * Writes the bytes that base64 stands for: of either alphabet, padded or not, with line breaks.
 * Reused from value to value; {@link #finish} ends one.
 */
final class Base64Decoder extends Writer {
  private static final String COMMON =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final byte[] SIXTY_FOUR = digits();
  private static final int DIGIT_BITS = 6;
  private static final int DIGITS_OF_THREE_BYTES = 4;

  private final WireWriter out;

  /** Digits that are no bytes yet, and how many of them there are. */
  private int bits;

  private int digits;
  private int padding;

  Base64Decoder(WireWriter out) {
    this.out = out;
  }

  private static byte[] digits() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (String alphabet : new String[] {COMMON + "+/", COMMON + "-_"}) {
      for (int i = 0; i < alphabet.length(); i++) {
        values[alphabet.charAt(i)] = (byte) i;
      }
    }
    return values;
  }

  @Override
  public void write(char[] chars, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      char c = chars[i];
      if (c == '=') {
        padding++;
      } else if (c != '\r' && c != '\n') {
        digit(c);
      }
    }
  }

  private void digit(char c) {
    int value = c < SIXTY_FOUR.length ? SIXTY_FOUR[c] : -1;
    if (value < 0 || padding > 0) {
      throw new MalformedOtlpException(
          "not base64: %s%s"
              .formatted(JsonPlace.quote(String.valueOf(c)), padding > 0 ? " after the end" : ""));
    }
    bits = bits << DIGIT_BITS | value;
    if (++digits == DIGITS_OF_THREE_BYTES) {
      out.octet(bits >>> 16);
      out.octet(bits >>> 8);
      out.octet(bits);
      bits = 0;
      digits = 0;
    }
  }

  /**
   * Ends a value.
   *
   * @throws MalformedOtlpException if it is cut off
   */
  void finish() {
    boolean padded = digits > 1 && digits + padding == DIGITS_OF_THREE_BYTES;
    if (digits == 1 || (padding > 0 && !padded)) {
      throw new MalformedOtlpException("not base64: cut off");
    }
    if (digits == 2) {
      out.octet(bits >>> 4);
    } else if (digits == 3) {
      out.octet(bits >>> 10);
      out.octet(bits >>> 2);
    }
    bits = 0;
    digits = 0;
    padding = 0;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
