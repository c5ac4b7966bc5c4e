package dev.ferrule.confmap;

/**
 * A secret string. Its text never shows in logs, errors or printed configuration.
 *
 * @param value the secret
 */
public record Opaque(String value) {
  /** What is printed in place of a secret. */
  public static final String REDACTED = "[REDACTED]";

  @Override
  public String toString() {
    return REDACTED;
  }
}
