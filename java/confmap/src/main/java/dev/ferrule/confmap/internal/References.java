package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import org.jspecify.annotations.Nullable;

/** Finds and resolves {@code ${}} references in a text. */
final class References {
  private References() {}

  /**
   * The first reference that can be expanded, with its braces. It ends at the first closing brace
   * and begins as near to that as possible, so it is the innermost. Null if there is none, or if
   * the first one is escaped: what follows an escaped one is not looked at.
   */
  static @Nullable String find(String text) {
    int from = 0;
    while (true) {
      int close = text.indexOf('}', from);
      if (close < 0) {
        return null;
      }
      int open = text.lastIndexOf("${", close);
      if (open >= from) {
        return isEscaped(text, from, open) ? null : text.substring(open, close + 1);
      }
      // Backwards, the search would look again at all that came before: find what comes next.
      int next = text.indexOf("${", close);
      if (next < 0) {
        return null;
      }
      from = text.lastIndexOf('}', next) + 1;
    }
  }

  private static boolean isEscaped(String text, int from, int open) {
    int dollars = 0;
    while (open - dollars - 1 >= from && text.charAt(open - dollars - 1) == '$') {
      dollars++;
    }
    return dollars % 2 == 1;
  }

  static String unescape(String text) {
    return text.replace("$$", "$");
  }

  /**
   * What a reference, given with its braces, stands for.
   *
   * @param secret whether its text was put together from values that must not be shown
   */
  static Retrieved resolve(
      String reference, boolean secret, Retriever retriever, Position place, ConfigPath path)
      throws ReferenceException {
    String inner = reference.substring(2, reference.length() - 1);
    String uri = inner.contains(":") ? inner : "env:" + inner;
    String shown = secret ? "uri, which is not shown because of what it is made from," : null;
    Location location = Location.parse(uri).orElse(null);
    if (location == null) {
      throw shown == null
          ? new ReferenceException("invalid uri: \"" + uri + "\"", MeantReference.hint(uri))
          : new ReferenceException("the " + shown + " is invalid");
    }
    if (location.opaque().contains("$")) {
      throw new ReferenceException(
          "the %s contains unsupported characters ('$')"
              .formatted(shown == null ? "uri \"" + uri + "\"" : shown),
          uri.contains(Variables.DEFAULT_MARK)
              ? "a default cannot hold $; put such a value in a variable"
              : null);
    }
    if (!location.isKnown()) {
      throw shown == null
          ? new ReferenceException(
              "scheme \"%s\" is not supported for uri \"%s\"".formatted(location.scheme(), uri),
              MeantReference.hint(uri))
          : new ReferenceException("the " + shown + " has a scheme that is not supported");
    }
    return retriever.retrieve(location, secret, place, path);
  }
}
