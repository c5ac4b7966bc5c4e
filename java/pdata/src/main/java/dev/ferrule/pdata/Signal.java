package dev.ferrule.pdata;

import java.util.Locale;
import java.util.Optional;

/** A kind of telemetry. The order is the order in which the Collector lists signals. */
public enum Signal {
  TRACES("spans"),
  METRICS("data points"),
  LOGS("log records");

  private final String id = name().toLowerCase(Locale.ROOT);
  private final String itemName;

  Signal(String itemName) {
    this.itemName = itemName;
  }

  /**
   * The name used in configuration and in logs: {@code traces}, {@code metrics} or {@code logs}.
   */
  public String id() {
    return id;
  }

  /**
   * What one item is called, in the plural: {@code spans}, {@code data points}, {@code log
   * records}.
   */
  public String itemName() {
    return itemName;
  }

  /** The signal of that {@link #id()}, or empty. */
  public static Optional<Signal> of(String id) {
    for (Signal signal : values()) {
      if (signal.id.equals(id)) {
        return Optional.of(signal);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return id;
  }
}
