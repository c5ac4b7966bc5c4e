package dev.ferrule.confmap.internal;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Go's YAML library makes of a scalar's text: a mix of YAML 1.1 and 1.2. */
final class GoScalar {
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Map<String, Object> WORDS =
      Map.ofEntries(
          Map.entry("true", true),
          Map.entry("True", true),
          Map.entry("TRUE", true),
          Map.entry("false", false),
          Map.entry("False", false),
          Map.entry("FALSE", false),
          Map.entry(".nan", Double.NaN),
          Map.entry(".NaN", Double.NaN),
          Map.entry(".NAN", Double.NaN),
          Map.entry(".inf", Double.POSITIVE_INFINITY),
          Map.entry(".Inf", Double.POSITIVE_INFINITY),
          Map.entry(".INF", Double.POSITIVE_INFINITY),
          Map.entry("+.inf", Double.POSITIVE_INFINITY),
          Map.entry("+.Inf", Double.POSITIVE_INFINITY),
          Map.entry("+.INF", Double.POSITIVE_INFINITY),
          Map.entry("-.inf", Double.NEGATIVE_INFINITY),
          Map.entry("-.Inf", Double.NEGATIVE_INFINITY),
          Map.entry("-.INF", Double.NEGATIVE_INFINITY));
  private static final Pattern POINT_FLOAT =
      Pattern.compile("\\.[0-9](_?[0-9])*([eE][-+]?[0-9](_?[0-9])*)?");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger UNSIGNED_MAX =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  // No number with more characters is in range, except by leading zeros.
  private static final int MAX_NUMBER = 400;

  private GoScalar() {}

  /**
   * The value of a plain scalar.
   *
   * @param timestamps whether the text may be a timestamp
   * @return {@code String}, {@code Boolean}, {@code Long}, {@code BigInteger} for what fits only in
   *     64 unsigned bits, {@code Double}, {@code Instant} or null
   */
  static @Nullable Object resolve(String text, boolean timestamps) {
    if (NULL.contains(text)) {
      return null;
    }
    Object word = WORDS.get(text);
    if (word != null) {
      return word;
    }
    char first = text.charAt(0);
    if (first == '.') {
      Double value = POINT_FLOAT.matcher(text).matches() ? finite(text.replace("_", "")) : null;
      return value == null ? text : value;
    }
    if (first != '+' && first != '-' && (first < '0' || first > '9')) {
      return text;
    }
    if (timestamps) {
      Object time = GoTimestamp.parse(text);
      if (time != null) {
        return time;
      }
    }
    Object number = number(text.replace("_", ""));
    return number == null ? text : number;
  }

  private static @Nullable Object number(String text) {
    if (text.length() > MAX_NUMBER) {
      return null;
    }
    Object integer = integer(text);
    if (integer != null) {
      return integer;
    }
    return FLOAT.matcher(text).matches() ? finite(text) : null;
  }

  private static @Nullable Object integer(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String digits = signed ? text.substring(1) : text;
    int radix = 10;
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      radix =
          switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
          };
      digits = digits.substring(radix == 0 ? 1 : 2);
      radix = radix == 0 ? 8 : radix;
    }
    if (digits.isEmpty() || !allDigits(digits, radix)) {
      return null;
    }
    BigInteger size = new BigInteger(digits, radix);
    BigInteger value = text.startsWith("-") ? size.negate() : size;
    if (value.compareTo(LONG_MIN) >= 0 && value.compareTo(LONG_MAX) <= 0) {
      return value.longValueExact();
    }
    return !signed && value.compareTo(UNSIGNED_MAX) <= 0 ? value : null;
  }

  private static boolean allDigits(String text, int radix) {
    // Character.digit also knows the digits of other scripts.
    return text.chars().allMatch(c -> c < 128 && Character.digit(c, radix) >= 0);
  }

  private static @Nullable Double finite(String text) {
    double value = Double.parseDouble(text);
    return Double.isInfinite(value) ? null : value;
  }
}
