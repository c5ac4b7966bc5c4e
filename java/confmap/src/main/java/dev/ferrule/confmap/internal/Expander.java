package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.ListNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${}} references in values, by the Go Collector's rules: the innermost first, the
 * result is looked at again, {@code $$} becomes {@code $} at the very end. One thread.
 */
public final class Expander {
  private final Retriever retriever;
  private final Problems problems;
  // What was copied out of references so far, each use counted in full.
  private int nodes;
  private long chars;

  /** An expander that reports what cannot be expanded to {@code problems}. */
  public Expander(Retriever retriever, Problems problems) {
    this.retriever = retriever;
    this.problems = problems;
  }

  /**
   * The map with every value expanded; as it was where a problem was reported.
   *
   * @throws ConfigException with the problems so far if references go round in circles or expand
   *     without measure
   */
  public MapNode expand(MapNode root) {
    return map(root, root.position(), ConfigPath.ROOT, 0);
  }

  /**
   * Expands one value.
   *
   * @param place where a problem is reported: the value itself, or the reference it came from if
   *     that is in the configuration
   * @param round how many references were followed to get here
   */
  private ConfigNode value(ConfigNode node, Position place, ConfigPath path, int round) {
    if (path.parts().size() > Limits.DEPTH) {
      throw exhausted(place, path, "values are nested too deeply");
    }
    return switch (node) {
      case MapNode map -> map(map, place, path, round);
      case ListNode list -> list(list, place, path, round);
      case ScalarNode scalar ->
          scalar.value() instanceof String string
              ? string(scalar, string, place, path, round)
              : scalar;
    };
  }

  private MapNode map(MapNode map, Position place, ConfigPath path, int round) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>();
    map.entries()
        .forEach((key, child) -> {
          Position at = place(child, place, round);
          entries.put(key, value(child, at, path.child(key), round));
        });
    return new MapNode(map.position(), entries, map.keyPositions(), map.text());
  }

  private ListNode list(ListNode list, Position place, ConfigPath path, int round) {
    List<ConfigNode> elements = new ArrayList<>();
    for (ConfigNode child : list.elements()) {
      Position at = place(child, place, round);
      elements.add(value(child, at, path.child(elements.size()), round));
    }
    return new ListNode(list.position(), elements, list.text());
  }

  private ConfigNode string(
      ScalarNode node, String string, Position place, ConfigPath path, int round) {
    String current = string;
    boolean referenced = node.text() != null;
    for (int i = round; i < Limits.ROUNDS; i++) {
      String reference = References.find(current);
      if (reference == null) {
        String text = References.unescape(current);
        return new ScalarNode(node.position(), text, referenced ? text : null);
      }
      try {
        Retrieved found = References.resolve(reference, retriever, place, path);
        if (!reference.equals(current)) {
          current = replace(current, reference, found.text(), place, path);
        } else if (found.value() instanceof ScalarNode(_, String whole, _)) {
          current = whole;
          referenced = true;
        } else {
          return whole(found, node.position(), place, path, i + 1);
        }
      } catch (ReferenceException e) {
        problems.add(place, path, e.message(), e.hint());
        return node;
      }
    }
    throw exhausted(place, path, "too many recursive expansions");
  }

  /** A value that is nothing but a reference: it keeps its type and its text. */
  private ConfigNode whole(
      Retrieved found, Position position, Position place, ConfigPath path, int round) {
    nodes += NodeCount.of(found.value());
    if (nodes > Limits.NODES) {
      throw exhausted(place, path, "references bring in too many values");
    }
    String text = text(found.text(), place, path);
    return switch (value(found.value(), place, path, round)) {
      case MapNode map -> new MapNode(position, map.entries(), map.keyPositions(), text);
      case ListNode list -> new ListNode(position, list.elements(), text);
      case ScalarNode scalar -> new ScalarNode(position, scalar.value(), text);
    };
  }

  /** The text for a string setting, or null if the text cannot be expanded as a text. */
  private @Nullable String text(String text, Position place, ConfigPath path) {
    String current = text;
    for (int i = 0; i < Limits.ROUNDS; i++) {
      String reference = References.find(current);
      if (reference == null) {
        return References.unescape(current);
      }
      try {
        String found = References.resolve(reference, retriever, place, path).text();
        current = replace(current, reference, found, place, path);
      } catch (ReferenceException e) {
        // Go keeps the value without its text, too: the error shows if a string is wanted.
        return null;
      }
    }
    return null;
  }

  private String replace(
      String current, String reference, String replacement, Position place, ConfigPath path) {
    long uses = 0;
    for (int at = current.indexOf(reference); at >= 0; ) {
      uses++;
      at = current.indexOf(reference, at + reference.length());
    }
    long length = current.length() + uses * ((long) replacement.length() - reference.length());
    chars += length;
    if (length > Limits.EXPANDED_CHARS || chars > Limits.ALL_EXPANDED_CHARS) {
      throw exhausted(place, path, "references expand to too much text");
    }
    return current.replace(reference, replacement);
  }

  /** A value from a file is shown in that file, one from a variable where it is referenced. */
  private Position place(ConfigNode child, Position place, int round) {
    boolean shown = round == 0 || retriever.texts().line(child.position()).isPresent();
    return shown ? child.position() : place;
  }

  private ConfigException exhausted(Position place, ConfigPath path, String message) {
    problems.add(place, path, message, "does a reference lead back to itself?");
    return new ConfigException(problems.all());
  }
}
