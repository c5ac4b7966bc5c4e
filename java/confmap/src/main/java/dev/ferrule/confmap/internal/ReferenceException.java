package dev.ferrule.confmap.internal;

import org.jspecify.annotations.Nullable;

/** A URI that names nothing that can be read. Whoever used it knows the place. */
final class ReferenceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String hint;

  ReferenceException(String message) {
    this(message, null);
  }

  ReferenceException(String message, @Nullable String hint) {
    super(message);
    this.hint = hint;
  }

  String message() {
    return String.valueOf(getMessage());
  }

  @Nullable String hint() {
    return hint;
  }
}
