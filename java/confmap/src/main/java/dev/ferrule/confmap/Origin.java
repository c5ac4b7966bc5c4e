package dev.ferrule.confmap;

import org.jspecify.annotations.Nullable;

/**
 * What a {@code ${}} reference brought in.
 *
 * @param source {@code env:NAME}, {@code file:path}, {@code yaml:...} or a URL without user and
 *     query
 * @param line of the value in what was brought in, from 1; 0 if it is all of it
 * @param column from 1, in code points; 0 if it is all of it
 * @param state what was found there
 * @param flaw why it is not valid YAML, in a few words; empty if it is, or may not be told
 * @param within what held that reference, if it was not written at the place of use itself
 */
public record Origin(
    String source, int line, int column, State state, String flaw, @Nullable Origin within) {

  /** Those further out are not named. */
  private static final int NAMED = 4;

  /** What a reference found. */
  public enum State {
    /** A value. */
    VALUE,
    /** A text that is used as a string, since it is not valid YAML. */
    NOT_YAML,
    /** An environment variable that is not set; its default was used. */
    DEFAULT,
    /** An environment variable that is not set and has no default: a null. */
    UNSET
  }

  /**
   * Such as {@code env:PORT}, {@code env:TOKEN, which is not set}, or {@code env:B in env:A} where
   * the value of A refers to B. A long way is cut.
   */
  @Override
  public String toString() {
    StringBuilder way = new StringBuilder(one());
    if (within != null && (state == State.UNSET || state == State.NOT_YAML)) {
      way.append(',');
    }
    int named = 1;
    for (Origin outer = within; outer != null; outer = outer.within()) {
      if (named == NAMED) {
        return way.append(" in others").toString();
      }
      way.append(" in ").append(outer.one());
      named++;
    }
    return way.toString();
  }

  private String one() {
    String place = line == 0 ? source : source + ":" + line + ":" + column;
    return switch (state) {
      case VALUE -> place;
      case NOT_YAML -> place + ", which is not valid YAML" + (flaw.isEmpty() ? "" : ": " + flaw);
      case DEFAULT -> "the default of " + place;
      case UNSET -> place + ", which is not set";
    };
  }
}
