package dev.ferrule.cli;

import java.util.Locale;

/** How a command prints what it found, or why it failed. */
enum Format {
  /** For a person. */
  TEXT,
  /** One JSON document, for a program. */
  JSON;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
