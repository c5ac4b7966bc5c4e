package dev.ferrule.component;

import org.jspecify.annotations.Nullable;

/** A component could not be created, started or stopped. The message is for the operator. */
public final class ComponentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception that says all in its message. */
  public ComponentException(String message) {
    this(message, null);
  }

  /** An exception with what led to it. */
  public ComponentException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
