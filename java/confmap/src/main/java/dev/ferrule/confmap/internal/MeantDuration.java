package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.GoDuration;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to write instead of a text that is no duration. */
final class MeantDuration {
  private static final Pattern AMOUNT =
      Pattern.compile("([0-9]{1,9}(?:[.,][0-9]{1,9})?)\\s*([a-z]+)");

  private MeantDuration() {}

  static String hint(String text) {
    if (text.matches("[0-9]{1,9}")) {
      return "write the unit, such as " + text + "s";
    }
    Matcher amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (amount.matches()) {
      String meant = amount(amount.group(1).replace(',', '.'), amount.group(2));
      if (!meant.isEmpty()) {
        return "did you mean \"" + meant + "\"?";
      }
    }
    return "write a number with a unit (ns, us, ms, s, m or h), such as 5s or 1h30m";
  }

  /** The duration in Go's notation, or empty if that is no unit of time. */
  private static String amount(String number, String unit) {
    return switch (unit) {
      case "ns", "nanos", "nanoseconds" -> number + "ns";
      case "us", "micros", "microseconds" -> number + "us";
      case "ms", "msec", "millis", "milliseconds" -> number + "ms";
      case "s", "sec", "secs", "second", "seconds" -> number + "s";
      case "m", "min", "mins", "minute", "minutes" -> number + "m";
      case "h", "hr", "hrs", "hour", "hours" -> number + "h";
      case "d", "day", "days" -> days(number, 1);
      case "w", "week", "weeks" -> days(number, 7);
      default -> "";
    };
  }

  private static String days(String number, int each) {
    return number.matches("[0-9]{1,4}")
        ? GoDuration.print(Duration.ofDays(Long.parseLong(number) * each)).replaceFirst("0m0s$", "")
        : "";
  }
}
