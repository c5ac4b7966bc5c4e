package dev.ferrule.component;

import org.jspecify.annotations.Nullable;

/** A sender that was not let in. The message may be told to the sender. */
public final class AuthenticationException extends Exception {
  private static final long serialVersionUID = 1L;

  /** One with that message. */
  public AuthenticationException(String message) {
    super(message);
  }

  /** One for a check that failed itself. */
  public AuthenticationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
