package dev.ferrule.service;

import dev.ferrule.confmap.ConfigDoc;
import java.util.Locale;

/** How much the Collector measures of itself. Each level has what the ones before it have. */
@ConfigDoc
public enum MetricsLevel {
  /** Nothing; no port is opened. */
  NONE,
  /** The essentials. */
  BASIC,
  /** What dashboards need. */
  NORMAL,
  /** Sizes of requests, and why sending failed. */
  DETAILED;

  /**
   * Reads a level, in any case.
   *
   * @throws IllegalArgumentException if it is none, with what there is
   */
  public static MetricsLevel parse(String text) {
    for (MetricsLevel level : values()) {
      if (level.name().equalsIgnoreCase(text)) {
        return level;
      }
    }
    throw new IllegalArgumentException(
        "unknown metrics level \"%s\": use none, basic, normal or detailed"
            .formatted(text.toLowerCase(Locale.ROOT)));
  }

  /** As the Collector prints it, such as {@code Normal}. */
  @Override
  public String toString() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }
}
