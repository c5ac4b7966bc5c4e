package dev.ferrule.nativehost;

/**
 * Hears of checks as they are made. A plugin may end the process in any of them, so what was heard
 * should be kept outside of it. Called by one thread at a time.
 */
public interface CheckListener {
  /** A check begins; {@code ended} follows with the same subject and name. */
  void begins(String subject, String name);

  /** It has ended. */
  void ended(CheckResult result);
}
