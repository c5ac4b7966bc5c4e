package dev.ferrule.pdata;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import tools.jackson.core.io.NumberInput;

/** Reads numbers as protobuf's JSON has them, whether they stood in quotes or not. */
final class JsonNumber {
  /** So many digits fit 64 bits, whichever they are. */
  private static final int SAFE_DIGITS = 19;

  private static final long MAX_UINT32 = 0xFFFF_FFFFL;
  private static final long MAX_UINT64 = -1;

  private JsonNumber() {}

  /**
   * An integer in the range of its field.
   *
   * @return its low 64 bits
   * @throws MalformedOtlpException if it is none, or out of range
   */
  static long integer(JsonText text, FieldKind kind) {
    char[] chars = text.chars();
    int length = text.length();
    boolean negative = length > 0 && chars[0] == '-';
    int start = negative ? 1 : 0;
    if (length == start || length - start > SAFE_DIGITS) {
      return unusual(text, kind);
    }
    long magnitude = 0;
    for (int i = start; i < length; i++) {
      int digit = chars[i] - '0';
      if (digit < 0 || digit > 9) {
        return unusual(text, kind);
      }
      magnitude = magnitude * 10 + digit;
    }
    return inRange(magnitude, negative, text, kind);
  }

  /** Reads one with a plus, a fraction, an exponent, or many digits. */
  private static long unusual(JsonText text, FieldKind kind) {
    requireNumeral(text);
    BigDecimal value;
    try {
      value = new BigDecimal(text.chars(), 0, text.length()).stripTrailingZeros();
    } catch (NumberFormatException e) {
      throw noNumber(text);
    }
    if (value.scale() > 0) {
      throw new MalformedOtlpException("%s is not an integer".formatted(text.quoted()));
    }
    // An exponent can ask for more digits than there is memory.
    if ((long) value.precision() - value.scale() > SAFE_DIGITS + 1) {
      throw outOfRange(text, kind);
    }
    BigInteger magnitude = value.toBigInteger().abs();
    if (magnitude.bitLength() > Long.SIZE) {
      throw outOfRange(text, kind);
    }
    return inRange(magnitude.longValue(), value.signum() < 0, text, kind);
  }

  private static long inRange(long magnitude, boolean negative, JsonText text, FieldKind kind) {
    long most =
        switch (kind) {
          case ENUM, INT32, SINT32 -> negative ? -(long) Integer.MIN_VALUE : Integer.MAX_VALUE;
          case INT64, SFIXED64 -> negative ? Long.MIN_VALUE : Long.MAX_VALUE;
          case UINT32, FIXED32 -> negative ? 0 : MAX_UINT32;
          case UINT64, FIXED64 -> negative ? 0 : MAX_UINT64;
          default -> throw new IllegalArgumentException(kind + " is no integer");
        };
    if (Long.compareUnsigned(magnitude, most) > 0) {
      throw outOfRange(text, kind);
    }
    return negative ? -magnitude : magnitude;
  }

  /**
   * A double, or one of the words for what is no number. A parser lets those through in quotes
   * only.
   *
   * @throws MalformedOtlpException if it is none, or too large
   */
  static double fraction(JsonText text) {
    if (text.length() > 0 && text.chars()[text.length() - 1] > '9') {
      return switch (text.toString()) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> throw noNumber(text);
      };
    }
    requireNumeral(text);
    double value;
    try {
      value = NumberInput.parseDouble(text.chars(), 0, text.length(), true);
    } catch (NumberFormatException e) {
      throw noNumber(text);
    }
    if (Double.isInfinite(value)) {
      throw outOfRange(text, FieldKind.DOUBLE);
    }
    return value;
  }

  /** The libraries take more than decimal numerals: digits of other scripts, hex, suffixes. */
  private static void requireNumeral(JsonText text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.chars()[i];
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        throw noNumber(text);
      }
    }
  }

  private static MalformedOtlpException noNumber(JsonText text) {
    return new MalformedOtlpException("%s is not a number".formatted(text.quoted()));
  }

  private static MalformedOtlpException outOfRange(JsonText text, FieldKind kind) {
    return new MalformedOtlpException(
        "%s is out of the range of %s"
            .formatted(text.quoted(), kind.name().toLowerCase(Locale.ROOT)));
  }
}
