package dev.ferrule.service.internal;

import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import java.util.Iterator;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything of one name in Prometheus' text format. One thread. */
final class MetricFamily {
  /** What Prometheus calls the kinds of metrics. */
  enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  private final String name;
  private final Type type;
  private final String help;
  private final SortedMap<String, String> series = new TreeMap<>();

  MetricFamily(String name, Type type, String help) {
    this.name = name;
    this.type = type;
    this.help = help;
  }

  Type type() {
    return type;
  }

  /** Adds a series with one value; false, and nothing added, if there is one with those labels. */
  boolean add(Labels labels, String value) {
    String text = labels.text();
    return series.putIfAbsent(text, name + text + " " + value + "\n") == null;
  }

  /** Adds a series of buckets, which are cumulative here. */
  boolean add(Labels labels, HistogramPointData point) {
    StringBuilder lines = new StringBuilder();
    long below = 0;
    Iterator<Double> bounds = point.getBoundaries().iterator();
    for (long count : point.getCounts()) {
      below += count;
      String bound = bounds.hasNext() ? number(bounds.next()) : "+Inf";
      line(lines, "_bucket" + labels.bucketText(bound), Long.toString(below));
    }
    line(lines, "_sum" + labels.text(), number(point.getSum()));
    line(lines, "_count" + labels.text(), Long.toString(point.getCount()));
    return series.putIfAbsent(labels.text(), lines.toString()) == null;
  }

  private void line(StringBuilder lines, String rest, String value) {
    lines.append(name).append(rest).append(' ').append(value).append('\n');
  }

  void appendTo(StringBuilder out) {
    out.append("# HELP ").append(name).append(' ');
    out.append(help.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
    out.append("# TYPE ").append(name).append(' ');
    out.append(type.name().toLowerCase(Locale.ROOT)).append('\n');
    series.values().forEach(out::append);
  }

  /** A number that Prometheus understands, whole ones without a point. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
