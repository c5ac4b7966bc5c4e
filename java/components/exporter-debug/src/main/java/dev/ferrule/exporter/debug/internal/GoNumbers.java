package dev.ferrule.exporter.debug.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as Go prints them. */
final class GoNumbers {
  private static final int FIXED_DECIMALS = 6;
  private static final int GENERAL_MIN_EXPONENT = -4;
  private static final int GENERAL_MAX_EXPONENT = 6;
  private static final int JSON_MIN_EXPONENT = -6;
  private static final int JSON_MAX_EXPONENT = 21;

  private GoNumbers() {}

  /** Six decimals, all digits before them: {@code %f}. */
  static String fixed(double value) {
    if (!Double.isFinite(value)) {
      return notFinite(value);
    }
    BigDecimal rounded = new BigDecimal(value).setScale(FIXED_DECIMALS, RoundingMode.HALF_EVEN);
    return sign(value) + rounded.abs().toPlainString();
  }

  /** The shortest form, with an exponent for very small and not so small numbers: {@code %v}. */
  static String general(double value) {
    if (!Double.isFinite(value)) {
      return notFinite(value);
    }
    return shortest(value, GENERAL_MIN_EXPONENT, GENERAL_MAX_EXPONENT, 2);
  }

  /** The shortest form as in JSON; only of a finite number. */
  static String json(double value) {
    return shortest(value, JSON_MIN_EXPONENT, JSON_MAX_EXPONENT, 1);
  }

  private static String shortest(
      double value, int minExponent, int maxExponent, int exponentDigits) {
    if (value == 0) {
      return sign(value) + "0";
    }
    BigDecimal decimal = shortestDecimal(Math.abs(value));
    String digits = decimal.unscaledValue().toString();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= minExponent && exponent < maxExponent) {
      return sign(value) + decimal.toPlainString();
    }
    StringBuilder text = new StringBuilder(sign(value)).append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    String power = Integer.toString(Math.abs(exponent));
    return text.append(exponent < 0 ? "e-" : "e+")
        .repeat('0', Math.max(0, exponentDigits - power.length()))
        .append(power)
        .toString();
  }

  /** As few digits as tell the number; Java gives two where one would do. */
  private static BigDecimal shortestDecimal(double value) {
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    if (decimal.precision() == 2) {
      BigDecimal oneDigit =
          decimal.round(new MathContext(1, RoundingMode.HALF_EVEN)).stripTrailingZeros();
      if (oneDigit.doubleValue() == value) {
        return oneDigit;
      }
    }
    return decimal;
  }

  private static String sign(double value) {
    return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
  }

  private static String notFinite(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    return value > 0 ? "+Inf" : "-Inf";
  }
}
