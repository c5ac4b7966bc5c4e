package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text read as YAML if it is that, else as a string.
 *
 * @param value as YAML reads it; the whole text as a string if YAML says string or cannot read it
 * @param text as it stands
 * @param invalid why YAML cannot read it; empty if it can
 * @param unusable why the value can be used neither as a configuration nor by a reference, although
 *     it is valid YAML; null in most cases
 * @param unread where another document begins, which is not read; null if there is none
 */
record Parsed(
    ConfigNode value,
    String text,
    List<Problem> invalid,
    @Nullable String unusable,
    @Nullable Position unread) {

  /** A value that can be used. */
  Parsed(ConfigNode value, String text, List<Problem> invalid) {
    this(value, text, invalid, null, null);
  }

  static Parsed of(String text, YamlReader.Places places) {
    try {
      YamlDocument document = YamlReader.read(text, places);
      boolean string =
          document.root() instanceof ScalarNode scalar && scalar.value() instanceof String;
      return new Parsed(
          string ? new ScalarNode(document.root().position(), text, text) : document.root(),
          text,
          List.of(),
          document.unusable(),
          document.unread());
    } catch (ConfigException e) {
      return new Parsed(new ScalarNode(places.at(1, 1), text, text), text, e.problems());
    }
  }
}
