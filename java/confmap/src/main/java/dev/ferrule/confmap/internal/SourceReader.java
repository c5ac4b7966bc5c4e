package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.ConfigSource;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problem;
import dev.ferrule.confmap.Problems;
import org.jspecify.annotations.Nullable;

/** Reads whole configurations. */
public final class SourceReader {
  private final Retriever retriever;
  private final Problems problems;
  private final Problems warnings;

  /**
   * A reader.
   *
   * @param problems gets why a source cannot be used
   * @param warnings gets what is in one and is not used
   */
  public SourceReader(Retriever retriever, Problems problems, Problems warnings) {
    this.retriever = retriever;
    this.problems = problems;
    this.warnings = warnings;
  }

  /** The map that the source holds, or null if it holds none or a problem was reported. */
  public @Nullable MapNode read(ConfigSource source) {
    try {
      return switch (source) {
        case ConfigSource.Uri(String uri) -> uri(uri);
        case ConfigSource.Assignment(String assignment) -> assignment(assignment);
        case ConfigSource.BuiltIn(String name, String text) -> {
          retriever.texts().put(name, text);
          yield map(Parsed.of(text, (line, column) -> new Position(name, line, column)), name);
        }
      };
    } catch (ReferenceException e) {
      problems.add(place(source), ConfigPath.ROOT, e.message(), hint(source, e));
      return null;
    }
  }

  private static @Nullable String hint(ConfigSource source, ReferenceException e) {
    boolean several = source instanceof ConfigSource.Uri(String uri) && uri.contains(",");
    return e.hint() == null && several ? "give each file a --config of its own" : e.hint();
  }

  private @Nullable MapNode uri(String uri) throws ReferenceException {
    Location location = location(uri);
    Parsed parsed = retriever.retrieve(location, false, null, ConfigPath.ROOT).parsed();
    return map(parsed, parsed.value().position().source());
  }

  private static Location location(String uri) throws ReferenceException {
    if (!uri.contains(":") || isDrive(uri)) {
      return new Location("file", uri);
    }
    Location location =
        Location.parse(uri)
            .orElseThrow(() -> new ReferenceException("invalid uri: \"" + uri + "\""));
    if (!location.isKnown()) {
      throw new ReferenceException(
          "unsupported scheme on URI \"" + uri + "\"", MeantReference.SCHEMES);
    }
    return location;
  }

  /** Go's class goes from A to z and so includes what stands between Z and a. */
  private static boolean isDrive(String uri) {
    return uri.indexOf(':') == 1 && uri.charAt(0) >= 'A' && uri.charAt(0) <= 'z';
  }

  private @Nullable MapNode assignment(String assignment) throws ReferenceException {
    int equal = assignment.indexOf('=');
    if (equal < 0) {
      throw new ReferenceException("missing equal sign", "write it as --set key=value");
    }
    if (assignment.substring(0, equal).isBlank()) {
      throw new ReferenceException("missing key", "write it as --set key=value");
    }
    String key = assignment.substring(0, equal).strip().replace(".", KeyPaths.SEPARATOR);
    String text = key + ": " + assignment.substring(equal + 1).strip();
    Position position = new Position(name(assignment), 0, 0);
    return map(Parsed.of(text, (_, _) -> position), position.source());
  }

  private @Nullable MapNode map(Parsed parsed, String name) {
    if (!parsed.invalid().isEmpty()) {
      for (Problem problem : parsed.invalid()) {
        problems.add(problem.position(), problem.path(), problem.message(), problem.hint());
      }
      return null;
    }
    if (parsed.unread() != null) {
      warnings.add(
          parsed.unread(),
          ConfigPath.ROOT,
          "only the first document is read, and another begins here",
          "remove the line ---, or give each document a file and a --config of its own");
    }
    if (parsed.unusable() != null) {
      problems.add(parsed.value().position(), ConfigPath.ROOT, parsed.unusable());
      return null;
    }
    return switch (parsed.value()) {
      case MapNode map -> map;
      case ScalarNode scalar when scalar.value() == null -> MapNode.empty(new Position(name, 0, 0));
      default -> {
        problems.add(
            parsed.value().position(),
            ConfigPath.ROOT,
            "a configuration must be a map of settings, got " + parsed.value().kind());
        yield null;
      }
    };
  }

  private static @Nullable Position place(ConfigSource source) {
    return switch (source) {
      case ConfigSource.Uri _ -> null;
      case ConfigSource.Assignment(String assignment) -> new Position(name(assignment), 0, 0);
      case ConfigSource.BuiltIn(String name, String _) -> new Position(name, 0, 0);
    };
  }

  private static String name(String assignment) {
    return "--set " + assignment;
  }
}
