package dev.ferrule.nativehost;

/** The early end of a check: the plugin does not pass it, or it cannot be made. */
final class CheckStop extends Exception {
  private static final long serialVersionUID = 1L;

  private final CheckResult.Verdict verdict;
  private final String reason;

  private CheckStop(CheckResult.Verdict verdict, String reason) {
    super(reason);
    this.verdict = verdict;
    this.reason = reason;
  }

  /** The plugin breaks the rule. */
  static CheckStop failed(String reason) {
    return new CheckStop(CheckResult.Verdict.FAIL, reason);
  }

  /** The check does not apply, or needs what is not there. */
  static CheckStop skipped(String reason) {
    return new CheckStop(CheckResult.Verdict.SKIP, reason);
  }

  CheckResult.Verdict verdict() {
    return verdict;
  }

  /** The message. */
  String reason() {
    return reason;
  }
}
