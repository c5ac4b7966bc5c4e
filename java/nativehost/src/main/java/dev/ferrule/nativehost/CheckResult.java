package dev.ferrule.nativehost;

/**
 * How one check of a plugin ended.
 *
 * @param subject what was checked: {@code plugin}, or a component such as {@code extension "x"}
 * @param name what it should do, a short sentence without its subject
 * @param rule where the header asks for that, and in which words
 * @param reason of a failure or of leaving it out; empty if it passed
 */
public record CheckResult(
    String subject, String name, String rule, Verdict verdict, String reason) {
  /** How a check ends. */
  public enum Verdict {
    /** The plugin keeps the rule. */
    PASS,
    /** It does not. */
    FAIL,
    /** It offers nothing that the rule is about, or the check needs what is not there. */
    SKIP
  }
}
