package dev.ferrule.component;

import java.util.Locale;

/** What a component does in a Collector. */
public enum Kind {
  RECEIVER,
  PROCESSOR,
  EXPORTER,
  CONNECTOR,
  EXTENSION;

  private final String id = name().toLowerCase(Locale.ROOT);

  /** The word used in logs: {@code receiver}. */
  public String id() {
    return id;
  }

  /** The section of the configuration: {@code receivers}. */
  public String section() {
    return id + "s";
  }

  @Override
  public String toString() {
    return id;
  }
}
