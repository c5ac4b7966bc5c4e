package dev.ferrule.exporter.debug.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Where plain text may go. */
public sealed interface OutputPath {

  /** Standard output. */
  record Stdout() implements OutputPath {}

  /** Standard error. */
  record Stderr() implements OutputPath {}

  /** A file. */
  record File(Path path) implements OutputPath {}

  /**
   * Reads one of {@code output_paths}. The Collector takes relative paths for URLs; what that would
   * make another path of is refused here.
   *
   * @throws IllegalArgumentException if it is not an output
   */
  static OutputPath parse(String text) {
    return switch (text) {
      case "" -> throw new IllegalArgumentException("an output path must not be empty");
      case "stdout" -> new Stdout();
      case "stderr" -> new Stderr();
      default -> new File(file(text));
    };
  }

  private static Path file(String text) {
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path;
      }
      if (Syntax.SCHEME.matcher(text).lookingAt()) {
        return url(new URI(text));
      }
      if (Syntax.URL_ONLY.matcher(text).find()) {
        throw new IllegalArgumentException(
            "relative output path \"%s\" has a character with a meaning in URLs: write an absolute path"
                .formatted(text));
      }
      return path;
    } catch (InvalidPathException | URISyntaxException e) {
      throw new IllegalArgumentException(
          "\"%s\" is not an output path: %s".formatted(text, e.getMessage()), e);
    }
  }

  private static Path url(URI url) {
    if (!url.getScheme().equalsIgnoreCase("file")) {
      throw new IllegalArgumentException(
          "no output for scheme \"%s\" of \"%s\": use stdout, stderr, a file path or a file URL"
              .formatted(url.getScheme(), url));
    }
    String authority = url.getRawAuthority();
    boolean local = authority == null || authority.equalsIgnoreCase("localhost");
    if (!local
        || url.getRawQuery() != null
        || url.getRawFragment() != null
        || url.getPath() == null) {
      throw new IllegalArgumentException(
          "file URL \"%s\" may only have a path: file:///path".formatted(url));
    }
    return Path.of(url.getPath());
  }

  /** What tells URLs from paths. */
  final class Syntax {
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:");
    private static final Pattern URL_ONLY = Pattern.compile("[%?#]");

    private Syntax() {}
  }
}
