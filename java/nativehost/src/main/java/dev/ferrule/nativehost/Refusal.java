package dev.ferrule.nativehost;

/** A rule of the header that a plugin breaks. The message says which; it does not name the file. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;

  /** A table or a struct that cannot be used. */
  Refusal(String reason) {
    this(Abi.E_ARG, reason);
  }

  /** A call that is refused with that code. */
  Refusal(int code, String reason) {
    super(reason);
    this.code = code;
    this.reason = reason;
  }

  /** The message. */
  String reason() {
    return reason;
  }

  int code() {
    return code;
  }

  /** What the plugin is answered. */
  Outcome outcome() {
    return new Outcome(code, Abi.PERMANENT, reason, "");
  }
}
