package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problems;
import dev.ferrule.confmap.SourceTexts;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gets what a URI names. Each is read once, so that one load sees one state. One thread. */
public final class Retriever {
  /** What can be retrieved, sorted. */
  public static final List<String> SCHEMES = List.of("env", "file", "http", "https", "yaml");

  private final Variables variables;
  private final FileText files;
  private final HttpText http;
  private final SourceTexts texts;
  private final Map<Request, Retrieved> retrieved = new HashMap<>();
  private final Map<String, Integer> names = new HashMap<>();

  private record Request(Location location, boolean secret) {}

  /**
   * A retriever.
   *
   * @param directory what relative file paths start from
   * @param texts gets the texts of files
   * @param warnings gets references to variables that are not set
   * @param notes gets references to variables that are empty
   */
  public Retriever(
      Map<String, String> environment,
      Path directory,
      Waits waits,
      SourceTexts texts,
      Problems warnings,
      Problems notes) {
    this.variables = new Variables(environment, warnings, notes);
    this.files = new FileText(directory, waits);
    this.http = new HttpText(environment, waits);
    this.texts = texts;
  }

  SourceTexts texts() {
    return texts;
  }

  /**
   * What the location holds.
   *
   * @param secret whether the location was put together from values that must not be shown
   * @param use where it is used, for warnings
   */
  Retrieved retrieve(Location location, boolean secret, @Nullable Position use, ConfigPath path)
      throws ReferenceException {
    Request request = new Request(location, secret);
    Retrieved known = retrieved.get(request);
    if (known == null) {
      known = read(location, secret, use, path);
      retrieved.put(request, known);
    }
    return known;
  }

  private Retrieved read(Location location, boolean secret, @Nullable Position use, ConfigPath path)
      throws ReferenceException {
    return switch (location.scheme()) {
      case "env" -> variables.get(location, secret, use, path);
      case "file" -> {
        String text = files.read(location.opaque());
        yield read(location, location.toString(), location.opaque(), text, false);
      }
      case "yaml" -> read(location, "yaml:...", unique("inline yaml"), location.opaque(), secret);
      case "http", "https" -> {
        String shown = HttpText.shown(location.toString(), secret);
        String text = http.read(location.toString(), shown);
        yield read(location, shown, unique(shown), text, false);
      }
      default ->
          throw new ReferenceException(
              "scheme \"%s\" is not supported for uri \"%s\""
                  .formatted(location.scheme(), location));
    };
  }

  /** Two texts must not have the same name, or a problem would be shown with the other's line. */
  private String unique(String name) {
    int count = names.merge(name, 1, Integer::sum);
    return count == 1 ? name : name + " " + count;
  }

  private Retrieved read(Location location, String shown, String name, String text, boolean secret)
      throws ReferenceException {
    if (!secret) {
      texts.put(name, text);
    }
    Parsed parsed = Parsed.of(text, (line, column) -> new Position(name, line, column));
    return new Retrieved(location, shown, parsed, false, secret);
  }
}
