package dev.ferrule.nativehost;

/** A call into a plugin that does not return. Nothing more can be asked of what it is about. */
final class CheckHang extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  CheckHang(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** The message. */
  String reason() {
    return reason;
  }
}
