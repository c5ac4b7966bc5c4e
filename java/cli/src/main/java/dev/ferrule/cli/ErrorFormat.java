package dev.ferrule.cli;

import java.util.Locale;

/** How a failure is told. */
enum ErrorFormat {
  /** For people. */
  TEXT,
  /** One JSON object, for tools. */
  JSON;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
