package dev.ferrule.exporter.debug.internal;

import java.util.List;

/**
 * One thing to print.
 *
 * @param message may have several lines
 * @param counts printed beside the message, in this order
 */
record Entry(String message, List<Count> counts) {

  /** How many there are of something. */
  record Count(String name, int value) {}

  static Entry text(String message) {
    return new Entry(message, List.of());
  }
}
