package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problems;
import dev.ferrule.confmap.SourceTexts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gets what a URI names. Each is read once, so that one load sees one state. One thread. */
public final class Retriever {
  /** What can be retrieved, sorted. */
  public static final List<String> SCHEMES = List.of("env", "file", "http", "https", "yaml");

  private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
  private static final String DEFAULT_MARK = ":-";

  private final Map<String, String> environment;
  private final Path directory;
  private final SourceTexts texts;
  private final Problems warnings;
  private final Map<Location, Retrieved> retrieved = new HashMap<>();
  private int inline;

  /**
   * A retriever.
   *
   * @param directory what relative file paths start from
   * @param texts gets the texts of files
   * @param warnings gets references to variables that are not set
   */
  public Retriever(
      Map<String, String> environment, Path directory, SourceTexts texts, Problems warnings) {
    this.environment = environment;
    this.directory = directory;
    this.texts = texts;
    this.warnings = warnings;
  }

  /** Whether there is anything to get under that scheme. */
  static boolean isKnown(String scheme) {
    return SCHEMES.contains(scheme);
  }

  SourceTexts texts() {
    return texts;
  }

  /**
   * What the URI names.
   *
   * @param use where it is used, for warnings
   */
  Retrieved retrieve(Location location, @Nullable Position use, ConfigPath path)
      throws ReferenceException {
    Retrieved known = retrieved.get(location);
    if (known == null) {
      known = read(location, use, path);
      retrieved.put(location, known);
    }
    return known;
  }

  private Retrieved read(Location location, @Nullable Position use, ConfigPath path)
      throws ReferenceException {
    String opaque = location.opaque();
    return switch (location.scheme()) {
      case "env" -> variable(opaque, use, path);
      case "file" -> {
        String text = FileText.read(directory, opaque);
        texts.put(opaque, text);
        yield parse(text, (line, column) -> new Position(opaque, line, column));
      }
      case "yaml" -> {
        inline++;
        String name = inline == 1 ? "inline yaml" : "inline yaml " + inline;
        texts.put(name, opaque);
        yield parse(opaque, (line, column) -> new Position(name, line, column));
      }
      case "http", "https" ->
          throw new ReferenceException(
              "not supported yet: configuration over " + location.scheme(),
              "fetch it to a file first");
      default ->
          throw new ReferenceException(
              "scheme \"%s\" is not supported for uri \"%s\""
                  .formatted(location.scheme(), location));
    };
  }

  private Retrieved variable(String opaque, @Nullable Position use, ConfigPath path)
      throws ReferenceException {
    int mark = opaque.indexOf(DEFAULT_MARK);
    String name = mark < 0 ? opaque : opaque.substring(0, mark);
    if (!VARIABLE.matcher(name).matches()) {
      throw new ReferenceException(
          "environment variable \"%s\" has invalid name: must match regex ^%s$"
              .formatted(name, VARIABLE));
    }
    String value = environment.get(name);
    if (value == null && mark >= 0) {
      value = opaque.substring(mark + DEFAULT_MARK.length());
      if (value.isEmpty()) {
        // Given and empty is a string; only what YAML sees as nothing is null.
        return new Retrieved(
            new ScalarNode(new Position("env:" + name, 1, 1), "", ""), "", List.of());
      }
    }
    if (value == null) {
      warnings.add(
          use,
          path,
          "Configuration references unset environment variable " + name,
          "set it, or write a default: ${env:%s:-value}".formatted(name));
      value = "";
    }
    return parse(value, (line, column) -> new Position("env:" + name, line, column));
  }

  /** Reads a text as YAML if it is that, else as a string. */
  static Retrieved parse(String text, YamlReader.Places places) throws ReferenceException {
    try {
      YamlDocument document = YamlReader.read(text, places);
      if (document.unusable() != null) {
        throw new ReferenceException(document.unusable());
      }
      boolean string =
          document.root() instanceof ScalarNode scalar && scalar.value() instanceof String;
      return new Retrieved(
          string ? new ScalarNode(document.root().position(), text, text) : document.root(),
          text,
          List.of());
    } catch (ConfigException e) {
      return new Retrieved(new ScalarNode(places.at(1, 1), text, text), text, e.problems());
    }
  }
}
