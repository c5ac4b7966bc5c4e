package dev.ferrule.service;

import java.util.Locale;

/** How much the collector measures of itself. Each level has what the ones before it have. */
public enum MetricsLevel {
  /** Nothing; no port is opened. */
  NONE,
  BASIC,
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
}
