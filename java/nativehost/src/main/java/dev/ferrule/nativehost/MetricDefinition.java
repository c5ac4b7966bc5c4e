package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A {@code ferrule_metric}, checked and copied. */
record MetricDefinition(Instrument instrument, String description, String attributesJson) {
  private static final int MAX_TEXT_BYTES = 4 << 10;
  private static final int MAX_UNIT = 63;
  private static final int MAX_BOUNDS = 1000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]{0,254}");

  /** What it is that values are given to. */
  enum Kind {
    COUNTER("a counter"),
    UP_DOWN_COUNTER("an up-down counter"),
    HISTOGRAM("a histogram");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    private static Kind of(int number) throws Refusal {
      return switch (number) {
        case Abi.COUNTER -> COUNTER;
        case Abi.UP_DOWN_COUNTER -> UP_DOWN_COUNTER;
        case Abi.HISTOGRAM -> HISTOGRAM;
        default -> throw new Refusal(Abi.E_ARG, "there is no metric kind " + number);
      };
    }
  }

  /**
   * What all series of one name share.
   *
   * @param bounds of a histogram; empty for the usual ones
   */
  record Instrument(Kind kind, String name, String unit, List<Double> bounds) {
    String describe() {
      return kind.text
          + " in \""
          + unit
          + "\""
          + (bounds.isEmpty() ? "" : " with bounds " + bounds);
    }
  }

  /**
   * Reads one.
   *
   * @throws Refusal if it breaks a rule of the header
   */
  static MetricDefinition read(MemorySegment pointer) throws Refusal {
    if (Memory.isNull(pointer)
        || Integer.compareUnsigned(
                Memory.at(pointer, Integer.BYTES).get(JAVA_INT, 0),
                (int) Layout.FerruleMetric.BYTES)
            < 0) {
      throw new Refusal(Abi.E_ARG, "the metric is NULL or too short");
    }
    MemorySegment metric = Memory.at(pointer, Layout.FerruleMetric.BYTES);
    Kind kind = Kind.of(metric.get(JAVA_INT, Layout.FerruleMetric.KIND));
    String name = Memory.text(metric, Layout.FerruleMetric.NAME, MAX_TEXT_BYTES);
    if (!NAME.matcher(name).matches()) {
      throw new Refusal(Abi.E_ARG, "\"" + name + "\" is not a name for a metric");
    }
    String unit = Memory.text(metric, Layout.FerruleMetric.UNIT, MAX_TEXT_BYTES);
    if (unit.length() > MAX_UNIT) {
      throw new Refusal(Abi.E_ARG, "a unit has " + MAX_UNIT + " characters at most");
    }
    return new MetricDefinition(
        new Instrument(kind, name, unit, kind == Kind.HISTOGRAM ? bounds(metric) : List.of()),
        Memory.text(metric, Layout.FerruleMetric.DESCRIPTION, MAX_TEXT_BYTES),
        Memory.text(metric, Layout.FerruleMetric.ATTRIBUTES_JSON, MAX_TEXT_BYTES));
  }

  private static List<Double> bounds(MemorySegment metric) throws Refusal {
    MemorySegment pointer = metric.get(ADDRESS, Layout.FerruleMetric.BOUNDS);
    long count = metric.get(JAVA_LONG, Layout.FerruleMetric.N_BOUNDS);
    if (Memory.isNull(pointer) || count == 0) {
      return List.of();
    }
    if (count < 0 || count > MAX_BOUNDS) {
      throw new Refusal(Abi.E_ARG, "a histogram has " + MAX_BOUNDS + " bounds at most");
    }
    MemorySegment values = Memory.at(pointer, count * Double.BYTES);
    List<Double> bounds = new ArrayList<>();
    double before = Double.NEGATIVE_INFINITY;
    for (long i = 0; i < count; i++) {
      double bound = values.getAtIndex(JAVA_DOUBLE, i);
      if (!(bound > before) || bound == Double.POSITIVE_INFINITY) {
        throw new Refusal(Abi.E_ARG, "the bounds of a histogram must be finite and ascending");
      }
      bounds.add(bound);
      before = bound;
    }
    return bounds;
  }
}
