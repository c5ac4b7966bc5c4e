package dev.ferrule.service.internal;

import java.util.Map;

/** OpenTelemetry's names in the alphabet of Prometheus. */
final class PrometheusNames {
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("d", "days"),
          Map.entry("h", "hours"),
          Map.entry("min", "minutes"),
          Map.entry("s", "seconds"),
          Map.entry("ms", "milliseconds"),
          Map.entry("us", "microseconds"),
          Map.entry("ns", "nanoseconds"),
          Map.entry("By", "bytes"),
          Map.entry("KiBy", "kibibytes"),
          Map.entry("MiBy", "mebibytes"),
          Map.entry("GiBy", "gibibytes"),
          Map.entry("kBy", "kilobytes"),
          Map.entry("MBy", "megabytes"),
          Map.entry("GBy", "gigabytes"),
          Map.entry("Hz", "hertz"),
          Map.entry("Cel", "celsius"),
          Map.entry("%", "percent"));

  private PrometheusNames() {}

  /** A metric's name: letters, digits, underscores and colons. */
  static String metric(String name) {
    return escaped(name, true);
  }

  /**
   * A metric's name with its unit, and {@code total} if it is a counter, at the end, unless the
   * name has them there already.
   */
  static String metric(String name, String unit, MetricFamily.Type type) {
    String longer = withEnd(metric(name), unit(unit, type));
    return type == MetricFamily.Type.COUNTER ? withEnd(longer, "total") : longer;
  }

  private static String withEnd(String name, String end) {
    return end.isEmpty() || name.endsWith("_" + end) ? name : name + "_" + end;
  }

  /** The words for a unit; none for what is only a note in braces. */
  private static String unit(String unit, MetricFamily.Type type) {
    String plain = unit.replaceAll("\\{[^}]*}", "");
    if (plain.equals("1")) {
      return type == MetricFamily.Type.GAUGE ? "ratio" : "";
    }
    return metric(UNITS.getOrDefault(plain, plain).replace("/", "_per_"));
  }

  /** A label's name: letters, digits and underscores. */
  static String label(String name) {
    return escaped(name, false);
  }

  private static String escaped(String name, boolean colons) {
    StringBuilder escaped = new StringBuilder(name);
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      boolean digit = i > 0 && c >= '0' && c <= '9';
      if (!letter && !digit && !(colons && c == ':')) {
        escaped.setCharAt(i, '_');
      }
    }
    return escaped.toString();
  }
}
