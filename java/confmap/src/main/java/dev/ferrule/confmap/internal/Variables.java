package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problems;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Environment variables as sources: {@code NAME} or {@code NAME:-default}. */
final class Variables {
  static final String DEFAULT_MARK = ":-";
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  private final Map<String, String> environment;
  private final Problems warnings;
  private final Problems notes;

  Variables(Map<String, String> environment, Problems warnings, Problems notes) {
    this.environment = environment;
    this.warnings = warnings;
    this.notes = notes;
  }

  /** The name of the variable, without the default. */
  static String name(String opaque) {
    int mark = opaque.indexOf(DEFAULT_MARK);
    return mark < 0 ? opaque : opaque.substring(0, mark);
  }

  /**
   * The value of a variable, or its default if it is not set, or null if it has none.
   *
   * @param secret whether the location must not be shown
   */
  Retrieved get(Location location, boolean secret, @Nullable Position use, ConfigPath path)
      throws ReferenceException {
    String opaque = location.opaque();
    String name = name(opaque);
    if (!NAME.matcher(name).matches()) {
      throw new ReferenceException(
          "environment variable%s has invalid name: must match regex ^%s$"
              .formatted(secret ? "" : " \"" + name + "\"", NAME),
          secret ? null : MeantReference.hint(location.toString()));
    }
    String value = environment.get(name);
    boolean defaulted = value == null;
    // A name that no variable has may be a value that was taken for a name.
    boolean nameable = !secret || !defaulted;
    String shown = "env:" + (nameable ? name : "...");
    if (value == null && name.length() < opaque.length()) {
      value = opaque.substring(name.length() + DEFAULT_MARK.length());
      if (value.isEmpty()) {
        // Given and empty is a string; only what YAML sees as nothing is null.
        ScalarNode empty = new ScalarNode(new Position(shown, 1, 1), "", "");
        return new Retrieved(location, shown, new Parsed(empty, "", List.of()), true, true);
      }
    } else if (value == null) {
      warnings.add(
          use,
          path,
          "Configuration references unset environment variable" + (nameable ? " " + name : ""),
          "set it, or write a default: ${%s:-value}".formatted(shown));
      value = "";
    } else if (value.isEmpty()) {
      notes.add(use, path, "Configuration references empty environment variable " + name);
    }
    Parsed parsed = Parsed.of(value, (line, column) -> new Position(shown, line, column));
    return new Retrieved(location, shown, parsed, defaulted, true);
  }
}
