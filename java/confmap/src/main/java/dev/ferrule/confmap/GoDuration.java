package dev.ferrule.confmap;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in Go's notation, such as {@code 1h2m3.5s}. */
public final class GoDuration {
  /** What {@link #parse} reads, as a regular expression for a JSON Schema. */
  public static final String PATTERN =
      "^[-+]?(0|(([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$";

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "\u00b5s", 1_000L,
          "\u03bcs", 1_000L,
          "ms", 1_000_000L,
          "s", NANOS_PER_SECOND,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final Pattern PART =
      Pattern.compile("([0-9]+\\.?[0-9]*|\\.[0-9]+)([^0-9.]*)", Pattern.DOTALL);
  private static final int MAX_LENGTH = 200;
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);

  private GoDuration() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException with Go's wording if it is not one, or does not fit in 64 bits
   *     of nanoseconds
   */
  public static Duration parse(String text) {
    String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (unsigned.equals("0")) {
      return Duration.ZERO;
    }
    if (unsigned.isEmpty() || text.length() > MAX_LENGTH) {
      throw invalid(text);
    }
    BigInteger total = BigInteger.ZERO;
    Matcher part = PART.matcher(unsigned);
    int at = 0;
    while (at < unsigned.length()) {
      if (!part.find(at) || part.start() != at) {
        throw invalid(text);
      }
      total = total.add(nanos(text, part.group(1), part.group(2)));
      at = part.end();
    }
    BigInteger signed = text.startsWith("-") ? total.negate() : total;
    if (signed.compareTo(LONG_MAX) > 0 || signed.compareTo(LONG_MIN) < 0) {
      throw invalid(text);
    }
    return Duration.ofNanos(signed.longValueExact());
  }

  /**
   * Writes a duration as Go does: hours, minutes and seconds, or one smaller unit if it is shorter
   * than a second.
   */
  public static String print(Duration duration) {
    BigInteger nanos =
        BigInteger.valueOf(duration.getSeconds())
            .multiply(BigInteger.valueOf(NANOS_PER_SECOND))
            .add(BigInteger.valueOf(duration.getNano()));
    if (nanos.signum() == 0) {
      return "0s";
    }
    String sign = nanos.signum() < 0 ? "-" : "";
    BigDecimal size = new BigDecimal(nanos.abs());
    BigDecimal thousand = BigDecimal.valueOf(1000);
    for (String unit : List.of("ns", "\u00b5s", "ms")) {
      if (size.compareTo(thousand) < 0) {
        return sign + number(size) + unit;
      }
      size = size.divide(thousand);
    }
    BigDecimal seconds = size;
    BigDecimal sixty = BigDecimal.valueOf(60);
    BigDecimal[] minutes = seconds.divideAndRemainder(sixty);
    BigDecimal[] hours = minutes[0].divideAndRemainder(sixty);
    StringBuilder text = new StringBuilder(sign);
    if (hours[0].signum() > 0) {
      text.append(number(hours[0])).append('h');
    }
    if (minutes[0].signum() > 0) {
      text.append(number(hours[1])).append('m');
    }
    return text.append(number(minutes[1])).append('s').toString();
  }

  private static BigInteger nanos(String text, String number, String unit) {
    if (unit.isEmpty()) {
      throw new IllegalArgumentException("time: missing unit in duration \"" + text + "\"");
    }
    Long factor = UNITS.get(unit);
    if (factor == null) {
      throw new IllegalArgumentException(
          "time: unknown unit \"%s\" in duration \"%s\"".formatted(unit, text));
    }
    return new BigDecimal(number)
        .multiply(BigDecimal.valueOf(factor))
        .setScale(0, RoundingMode.DOWN)
        .unscaledValue();
  }

  private static String number(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException("time: invalid duration \"" + text + "\"");
  }
}
