package dev.ferrule.component;

import org.jspecify.annotations.Nullable;

/**
 * A sender that was not let in, whose message it may be told; or a client that has nothing to show.
 */
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
