package dev.ferrule.confmap.internal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URI cut at its scheme.
 *
 * @param scheme two characters at least
 * @param opaque the rest, which may have several lines
 */
record Location(String scheme, String opaque) {
  private static final Pattern URI =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);

  static Optional<Location> parse(String uri) {
    Matcher match = URI.matcher(uri);
    return match.matches()
        ? Optional.of(new Location(match.group(1), match.group(2)))
        : Optional.empty();
  }

  /** Whether there is anything to get under that scheme. */
  boolean isKnown() {
    return Retriever.SCHEMES.contains(scheme);
  }

  @Override
  public String toString() {
    return scheme + ":" + opaque;
  }
}
