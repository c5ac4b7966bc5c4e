package dev.ferrule.bench;

import java.util.Locale;

/**
 * Something that was promised.
 *
 * @param promise in words
 * @param bound what the number is held against
 * @param atLeast whether the number must not be less; else it must not be more
 * @param measured the number
 */
record Goal(String promise, double bound, boolean atLeast, Spread measured) {

  /** How a goal came out. */
  enum Verdict {
    MET("met"),
    /** The median missed it, but not each round did. */
    UNCLEAR("missed within the noise"),
    MISSED("missed");

    final String words;

    Verdict(String words) {
      this.words = words;
    }
  }

  /** Whether it was kept. */
  Verdict verdict() {
    if (reached(measured.median())) {
      return Verdict.MET;
    }
    return reached(atLeast ? measured.high() : measured.low()) ? Verdict.UNCLEAR : Verdict.MISSED;
  }

  private boolean reached(double value) {
    return atLeast ? value >= bound : value <= bound;
  }

  /** The bound as a reader wants it. */
  String wanted() {
    return (atLeast ? "at least " : "at most ") + number(bound);
  }

  /** A number with as many digits as mean something. */
  static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
