package dev.ferrule.confmap;

/**
 * How settings are printed.
 *
 * @param redacted whether secrets are printed as {@link Opaque#REDACTED}
 * @param durations how durations are printed; the Collector reads both
 */
public record PrintStyle(boolean redacted, Durations durations) {

  /** How durations are printed. */
  public enum Durations {
    /** In Go's notation, such as {@code 1m30s}. */
    TEXT,
    /** As an integer. */
    NANOSECONDS
  }
}
