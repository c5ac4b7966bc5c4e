package dev.ferrule.exporter.debug.internal;

import dev.ferrule.pdata.BytesView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;

/** What ids, times and the numbers of enums are called. */
final class Names {
  private static final List<String> SPAN_KINDS =
      List.of("Unspecified", "Internal", "Server", "Client", "Producer", "Consumer");
  private static final List<String> STATUS_CODES = List.of("Unset", "Ok", "Error");
  private static final List<String> TEMPORALITIES = List.of("Unspecified", "Delta", "Cumulative");
  private static final List<String> SEVERITIES =
      List.of("Trace", "Debug", "Info", "Warn", "Error", "Fatal");
  private static final int LEVELS = 4;
  private static final long NANOS = 1_000_000_000L;
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendLiteral(" +0000 UTC")
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Names() {}

  /** An id in hex; nothing for the id that has no bits, which is no id. */
  static String id(BytesView id) {
    return id.isZero() ? "" : id.toHex();
  }

  /** A time in UTC. The Collector takes the unsigned number for a signed one, so this does too. */
  static String time(long unixNano) {
    return TIME.format(
        Instant.ofEpochSecond(Math.floorDiv(unixNano, NANOS), Math.floorMod(unixNano, NANOS)));
  }

  static String spanKind(int kind) {
    return name(SPAN_KINDS, kind);
  }

  static String statusCode(int code) {
    return name(STATUS_CODES, code);
  }

  static String temporality(int temporality) {
    return name(TEMPORALITIES, temporality);
  }

  /** Six severities of four levels: {@code Trace}, {@code Trace2}, ... */
  static String severity(int number) {
    if (number == 0) {
      return "Unspecified";
    }
    String severity = name(SEVERITIES, Math.floorDiv(number - 1, LEVELS));
    int level = Math.floorMod(number - 1, LEVELS) + 1;
    return severity.isEmpty() || level == 1 ? severity : severity + level;
  }

  /** Nothing for a number without a name. */
  private static String name(List<String> names, int number) {
    return number >= 0 && number < names.size() ? names.get(number) : "";
  }
}
