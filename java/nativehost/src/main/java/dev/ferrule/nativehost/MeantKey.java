package dev.ferrule.nativehost;

import dev.ferrule.confmap.Spelling;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Finds the key that was meant by one that a native component does not have. */
final class MeantKey {
  private static final List<String> ALTERNATIVES = List.of("anyOf", "oneOf", "allOf");

  private MeantKey() {}

  /**
   * What to write instead.
   *
   * @param pointer to the key
   * @return empty if the component has that key, or none that is like it
   */
  static Optional<String> hint(String pointer, ComponentSettings settings) {
    JsonPointer at;
    try {
      at = JsonPointer.compile(pointer);
    } catch (IllegalArgumentException e) {
      // The plugin wrote none: what it says about the key stands as it is.
      return Optional.empty();
    }
    if (at.matches()) {
      return Optional.empty();
    }
    String key = String.valueOf(at.last().getMatchingProperty());
    SequencedSet<String> known = new LinkedHashSet<>();
    settings.schema().ifPresent(schema -> addKeys(schema, at.head(), known));
    known.addAll(settings.defaults().at(at.head()).propertyNames());
    return known.contains(key)
        ? Optional.empty()
        : Spelling.nearest(key, known).map(near -> "did you mean \"" + near + "\"?");
  }

  private static void addKeys(JsonNode schema, JsonPointer below, SequencedSet<String> known) {
    if (below.matches()) {
      known.addAll(schema.path("properties").propertyNames());
    } else {
      JsonNode next = schema.path("properties").path(below.getMatchingProperty());
      addKeys(next, below.tail(), known);
    }
    for (String keyword : ALTERNATIVES) {
      schema.path(keyword).forEach(alternative -> addKeys(alternative, below, known));
    }
  }
}
