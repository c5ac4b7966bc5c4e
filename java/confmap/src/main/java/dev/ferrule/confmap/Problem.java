package dev.ferrule.confmap;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a configuration.
 *
 * @param position where, or null if it is about the whole, such as a missing section
 * @param path the setting; {@link ConfigPath#ROOT} if it is about the whole
 * @param message what is wrong
 * @param hint what to write instead, if that is known
 */
public record Problem(
    @Nullable Position position, ConfigPath path, String message, @Nullable String hint) {

  /** {@code file:line:col: path: message: hint}, without the parts that are not there. */
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
    if (hint != null) {
      text.append(": ").append(hint);
    }
    return text.toString();
  }
}
