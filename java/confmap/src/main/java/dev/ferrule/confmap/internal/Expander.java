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
  private static final String ENDLESS = "too many recursive expansions";

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
   * @throws ConfigException with the problems so far if references expand without measure
   */
  public MapNode expand(MapNode root) {
    return map(root, null, ConfigPath.ROOT, 0);
  }

  /**
   * Expands one value.
   *
   * @param arrival the reference that it came with; null if it was written in a source
   * @param round how many references were followed to get here
   */
  private ConfigNode value(ConfigNode node, @Nullable Arrival arrival, ConfigPath path, int round) {
    return switch (node) {
      case MapNode map -> map(map, arrival, path, round);
      case ListNode list -> list(list, arrival, path, round);
      case ScalarNode(Position read, String string, String text) ->
          string(
              new Expansion(Arrival.place(read, arrival), arrival, string),
              string,
              text,
              path,
              round);
      case ScalarNode scalar -> {
        Position place = Arrival.place(scalar.position(), arrival);
        yield new ScalarNode(place, scalar.value(), scalar.text());
      }
    };
  }

  private MapNode map(MapNode map, @Nullable Arrival arrival, ConfigPath path, int round) {
    Position place = checked(map, arrival, path);
    Map<String, ConfigNode> entries = new LinkedHashMap<>();
    Map<String, Position> positions = new LinkedHashMap<>();
    map.entries()
        .forEach((key, child) -> {
          entries.put(key, value(child, arrival, path.child(key), round));
          positions.put(key, Arrival.place(map.keyPosition(key), arrival));
        });
    return new MapNode(place, entries, positions, map.text());
  }

  private ListNode list(ListNode list, @Nullable Arrival arrival, ConfigPath path, int round) {
    Position place = checked(list, arrival, path);
    List<ConfigNode> elements = new ArrayList<>();
    for (ConfigNode child : list.elements()) {
      elements.add(value(child, arrival, path.child(elements.size()), round));
    }
    return new ListNode(place, elements, list.text());
  }

  private Position checked(ConfigNode node, @Nullable Arrival arrival, ConfigPath path) {
    Position place = Arrival.place(node.position(), arrival);
    if (path.parts().size() > Limits.DEPTH) {
      throw exhausted(place, path, "values are nested too deeply");
    }
    return place;
  }

  private ConfigNode string(
      Expansion expansion, String string, @Nullable String original, ConfigPath path, int round) {
    String current = string;
    boolean referenced = original != null;
    for (int i = round; i < Limits.ROUNDS; i++) {
      String reference = References.find(current);
      if (reference == null) {
        String text = References.unescape(current);
        return new ScalarNode(expansion.place(), text, referenced ? text : null);
      }
      try {
        Retrieved found = resolve(reference, expansion, path);
        if (!reference.equals(current)) {
          expansion.took(found);
          current = replace(current, reference, found.text(), expansion.place(), path);
          continue;
        }
        String circle = expansion.circle(found);
        if (circle != null) {
          problems.add(expansion.place(), path, ENDLESS, "they go in a circle: " + circle);
          return new ScalarNode(expansion.place(), string, original);
        }
        if (!(found.value() instanceof ScalarNode(_, String whole, _))) {
          return whole(found, expansion, path, i + 1);
        }
        expansion.became(found);
        current = whole;
        referenced = true;
      } catch (ReferenceException e) {
        problems.add(expansion.place(), path, e.message(), e.hint());
        return new ScalarNode(expansion.place(), string, original);
      }
    }
    throw exhausted(expansion.place(), path, ENDLESS);
  }

  private Retrieved resolve(String reference, Expansion expansion, ConfigPath path)
      throws ReferenceException {
    boolean secret = expansion.isSecret(reference);
    Retrieved found = References.resolve(reference, secret, retriever, expansion.place(), path);
    String unusable = found.parsed().unusable();
    if (unusable != null) {
      expansion.took(found);
      throw new ReferenceException(unusable);
    }
    return found;
  }

  /** A value that is nothing but a reference: it keeps its type and its text. */
  private ConfigNode whole(Retrieved found, Expansion expansion, ConfigPath path, int round) {
    Arrival arrival = expansion.arrival(found);
    expansion.became(found);
    Position place = expansion.place();
    nodes += NodeCount.of(found.value());
    if (nodes > Limits.NODES) {
      throw exhausted(place, path, "references bring in too many values");
    }
    int before = problems.count();
    ConfigNode value = value(found.value(), arrival, path, round);
    // Where the value cannot be expanded, its text cannot either, and would say so once more.
    String text = problems.count() == before ? text(found, place, path) : null;
    return switch (value) {
      case MapNode map -> new MapNode(place, map.entries(), map.keyPositions(), text);
      case ListNode list -> new ListNode(place, list.elements(), text);
      case ScalarNode scalar -> new ScalarNode(place, scalar.value(), text);
    };
  }

  /** The text for a string setting, or null if the text cannot be expanded as a text. */
  private @Nullable String text(Retrieved found, Position place, ConfigPath path) {
    Expansion expansion = new Expansion(place, null, found.secret() ? "" : found.text());
    expansion.took(found);
    String current = found.text();
    for (int i = 0; i < Limits.ROUNDS; i++) {
      String reference = References.find(current);
      if (reference == null) {
        return References.unescape(current);
      }
      try {
        Retrieved part = resolve(reference, expansion, path);
        expansion.took(part);
        current = replace(current, reference, part.text(), place, path);
      } catch (ReferenceException e) {
        // Go keeps the value without its text, too: the error shows if a string is wanted.
        return null;
      }
    }
    throw exhausted(place, path, ENDLESS);
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

  private ConfigException exhausted(Position place, ConfigPath path, String message) {
    problems.add(place, path, message, "does a reference lead back to itself?");
    return new ConfigException(problems.all());
  }
}
