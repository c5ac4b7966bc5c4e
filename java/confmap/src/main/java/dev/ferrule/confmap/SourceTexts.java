package dev.ferrule.confmap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The texts that configurations were read from, by the name their positions carry, so that a
 * problem can be shown with its line. Values of environment variables are not kept. One thread.
 */
public final class SourceTexts {
  private final Map<String, List<String>> lines = new HashMap<>();

  /** Keeps a text; one kept before under that name is forgotten. */
  public void put(String source, String text) {
    lines.put(source, text.lines().toList());
  }

  /** The line that the position is on, if its text is known. */
  public Optional<String> line(Position position) {
    List<String> known = lines.getOrDefault(position.source(), List.of());
    int line = position.line();
    return line >= 1 && line <= known.size() ? Optional.of(known.get(line - 1)) : Optional.empty();
  }
}
