package dev.ferrule.cli;

/** The command was started in a way that cannot work. The message says how to mend it. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
