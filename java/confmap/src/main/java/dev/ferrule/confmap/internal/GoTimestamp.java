package dev.ferrule.confmap.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The forms of date and time that Go's YAML library knows. */
final class GoTimestamp {
  private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})");
  private static final String TIME = "([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,]([0-9]+))?";
  private static final Pattern ZONED =
      Pattern.compile(DATE + "[Tt]" + TIME + "(?:Z|([-+])([0-9]{2}):([0-9]{2}))");
  private static final Pattern UNZONED = Pattern.compile(DATE + " +" + TIME);

  private GoTimestamp() {}

  /** The instant, in UTC where the text names no zone, or null if it is no timestamp. */
  static @Nullable Instant parse(String text) {
    if (text.length() < 8 || text.length() > 64 || text.charAt(4) != '-') {
      return null;
    }
    try {
      Matcher date = DATE.matcher(text);
      if (date.matches()) {
        return LocalDateTime.of(at(date, 1), at(date, 2), at(date, 3), 0, 0)
            .toInstant(ZoneOffset.UTC);
      }
      Matcher zoned = ZONED.matcher(text);
      if (zoned.matches()) {
        Instant utc = time(zoned).toInstant(ZoneOffset.UTC);
        return zoned.group(8) == null ? utc : shifted(utc, zoned);
      }
      Matcher unzoned = UNZONED.matcher(text);
      return unzoned.matches() ? time(unzoned).toInstant(ZoneOffset.UTC) : null;
    } catch (DateTimeException e) {
      // Such as month 13: Go reads it as a string.
      return null;
    }
  }

  private static @Nullable Instant shifted(Instant local, Matcher match) {
    int hours = at(match, 9);
    int minutes = at(match, 10);
    // Go lets offsets go as far as this, and Java's less far.
    if (hours > 24 || minutes > 60) {
      return null;
    }
    long seconds = 60L * (60 * hours + minutes);
    return match.group(8).equals("-") ? local.plusSeconds(seconds) : local.minusSeconds(seconds);
  }

  private static LocalDateTime time(Matcher match) {
    String fraction = match.group(7);
    int nanos = fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
    return LocalDateTime.of(
        at(match, 1), at(match, 2), at(match, 3), at(match, 4), at(match, 5), at(match, 6), nanos);
  }

  private static int at(Matcher match, int group) {
    return Integer.parseInt(match.group(group));
  }
}
