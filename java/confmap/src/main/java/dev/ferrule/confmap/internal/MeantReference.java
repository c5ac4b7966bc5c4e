package dev.ferrule.confmap.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What to write instead of a reference that cannot be read. */
final class MeantReference {
  /** Which URIs there are. */
  static final String SCHEMES = "valid schemes: " + String.join(", ", Retriever.SCHEMES);

  private static final Pattern BLANKS =
      Pattern.compile("(?:env:)?\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*");
  private static final Pattern SHELL = Pattern.compile("(?:env:)?[a-zA-Z_][a-zA-Z0-9_]*:?[?+=].*");

  private MeantReference() {}

  /**
   * The hint for the inside of a reference that does not name anything.
   *
   * @param uri with a scheme, or what was taken for one
   */
  static @Nullable String hint(String uri) {
    Matcher blanks = BLANKS.matcher(uri);
    if (blanks.matches()) {
      return "write ${env:" + blanks.group(1) + "}";
    }
    if (uri.startsWith("env:{")) {
      return "${{ }} is of another tool, which should have filled it in";
    }
    if (SHELL.matcher(uri).matches()) {
      return "of a shell's notations, only ${env:NAME:-default} is there";
    }
    if (uri.contains(Variables.DEFAULT_MARK)) {
      return "write ${env:" + uri + "}";
    }
    return Location.parse(uri).filter(location -> !location.isKnown()).isPresent() ? SCHEMES : null;
  }
}
