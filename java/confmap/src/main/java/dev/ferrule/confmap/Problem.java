package dev.ferrule.confmap;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a configuration.
 *
 * @param position where, or null if it is about the whole, such as a missing section; with the
 *     references that brought the value there
 * @param path the setting; {@link ConfigPath#ROOT} if it is about the whole
 * @param message what is wrong
 * @param hint what to write instead, if that is known; if nothing better is, and the value came
 *     from a variable that is not set, how to set it
 */
public record Problem(
    @Nullable Position position, ConfigPath path, String message, @Nullable String hint) {

  /** Adds the hint about a variable that is not set, unless there is a hint. */
  public Problem {
    if (hint == null && position != null) {
      for (Origin origin : position.origins()) {
        if (origin.state() == Origin.State.UNSET) {
          hint = "set it, or write a default: ${" + origin.source() + ":-value}";
        }
      }
    }
  }

  /**
   * How the value came to its place, such as {@code from env:PORT}; empty if it was written there.
   * See {@link Position#provenance}; {@link Position#origins} and {@link Position#inclusion} have
   * the same in parts.
   */
  public String provenance() {
    return position == null ? "" : position.provenance();
  }

  /**
   * {@code file:line:col: path: message (provenance): hint}, without the parts that are not there.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (position != null) {
      text.append(position).append(": ");
    }
    if (!path.parts().isEmpty()) {
      text.append(path).append(": ");
    }
    text.append(message);
    String provenance = provenance();
    if (!provenance.isEmpty()) {
      text.append(" (").append(provenance).append(')');
    }
    if (hint != null) {
      text.append(": ").append(hint);
    }
    return text.toString();
  }
}
