package dev.ferrule.confmap;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a configuration.
 *
 * @param position where, or null if it is about the whole, such as a missing section; with the
 *     references that brought the value there
 * @param path the setting; {@link ConfigPath#ROOT} if it is about the whole
 * @param message what is wrong
 * @param hint what to write instead, if that is known; if the value came from a variable that is
 *     not set, how to set it
 */
public record Problem(
    @Nullable Position position, ConfigPath path, String message, @Nullable String hint) {

  /** Puts the hint about a variable that is not set before any other: that is what is wrong. */
  public Problem {
    List<String> unset =
        position == null
            ? List.of()
            : position.origins().stream()
                .filter(origin -> origin.state() == Origin.State.UNSET)
                .map(Origin::source)
                .toList();
    if (unset.size() == 1) {
      hint = "set it, or write a default: ${" + unset.getFirst() + ":-value}";
    } else if (unset.size() > 1) {
      hint = "set them, or write defaults, such as ${" + unset.getFirst() + ":-value}";
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
    return text(UnaryOperator.identity(), UnaryOperator.identity());
  }

  /**
   * The same with two parts set off, such as by colours.
   *
   * @param ofPlace changes {@code file:line:col:}
   * @param ofHint changes the hint
   */
  public String text(UnaryOperator<String> ofPlace, UnaryOperator<String> ofHint) {
    StringBuilder text = new StringBuilder();
    if (position != null) {
      text.append(ofPlace.apply(position + ":")).append(' ');
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
      text.append(": ").append(ofHint.apply(hint));
    }
    return text.toString();
  }
}
