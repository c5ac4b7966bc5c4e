package dev.ferrule.component;

import org.jspecify.annotations.Nullable;

/**
 * A change in how a component is doing.
 *
 * @param error what went wrong, for the error statuses; null for the others
 */
public record StatusEvent(Status status, @Nullable String error) {

  /** An event without an error. */
  public static StatusEvent of(Status status) {
    return new StatusEvent(status, null);
  }
}
