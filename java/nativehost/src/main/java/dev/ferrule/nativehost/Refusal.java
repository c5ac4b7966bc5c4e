package dev.ferrule.nativehost;

/** A rule of the header that a plugin breaks. The message says which; it does not name the file. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  Refusal(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** The message. */
  String reason() {
    return reason;
  }
}
