package dev.ferrule.exporter.debug;

import dev.ferrule.confmap.ConfigDoc;
import java.util.Locale;

/** How much the debug exporter prints of each batch. */
@ConfigDoc
public enum Verbosity {
  /** One line with counts. */
  BASIC,
  /** Counts, then about one line an item. */
  NORMAL,
  /** Counts, then every field of every item. */
  DETAILED;

  private final String text = name().toLowerCase(Locale.ROOT);

  /**
   * Reads a level in letters of any case. The Collector's level {@code none} is none of these.
   *
   * @throws IllegalArgumentException if it is not a level
   */
  public static Verbosity parse(String text) {
    for (Verbosity verbosity : values()) {
      if (verbosity.text.equalsIgnoreCase(text)) {
        return verbosity;
      }
    }
    String what =
        text.equalsIgnoreCase("none")
            ? "verbosity level \"None\" is not supported"
            : "unknown verbosity level \"" + text + "\"";
    throw new IllegalArgumentException(what + ": use basic, normal or detailed");
  }

  /** As it is written in a configuration: {@code basic}. */
  @Override
  public String toString() {
    return text;
  }
}
