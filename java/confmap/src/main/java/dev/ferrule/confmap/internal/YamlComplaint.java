package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problem;
import org.jspecify.annotations.Nullable;

/** Says what the YAML parser complains about in words for those who write configurations. */
final class YamlComplaint {
  private static final String PREFIX = "invalid YAML: ";

  private YamlComplaint() {}

  static Problem of(Position position, @Nullable String complaint) {
    String text =
        complaint == null
            ? "it cannot be read"
            : complaint.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\. \\(Do not .*", "");
    if (text.startsWith("expected '<document start>'")) {
      return new Problem(
          position,
          ConfigPath.ROOT,
          PREFIX + "this does not belong to what stands before it",
          "indent it like the lines above");
    }
    String hint = null;
    if (text.contains("TAB")) {
      hint = "indent with spaces";
    } else if (text.contains("cannot start any token")) {
      hint = "put the value in quotes";
    } else if (text.contains("mapping values are not allowed")) {
      hint = "put a value that holds a colon in quotes";
    }
    return new Problem(position, ConfigPath.ROOT, PREFIX + text, hint);
  }
}
