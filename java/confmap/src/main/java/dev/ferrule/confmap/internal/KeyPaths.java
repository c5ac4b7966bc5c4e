package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns keys that hold {@code ::} into maps within maps. Lists are left alone, as they are in the
 * Go Collector.
 */
final class KeyPaths {
  static final String SEPARATOR = "::";

  private final Problems problems = new Problems();

  private KeyPaths() {}

  /** A map that is being put together from keys that may name the same settings. */
  private static final class Growing {
    final Position position;
    // Each a Growing or a node that is no map.
    final Map<String, Object> entries = new LinkedHashMap<>();
    final Map<String, Position> positions = new LinkedHashMap<>();

    Growing(Position position) {
      this.position = position;
    }

    MapNode grown() {
      Map<String, ConfigNode> nodes = new LinkedHashMap<>();
      entries.forEach((key, value) ->
          nodes.put(key, value instanceof Growing map ? map.grown() : (ConfigNode) value));
      return new MapNode(position, nodes, positions);
    }
  }

  /**
   * The node with such keys split.
   *
   * @throws dev.ferrule.confmap.ConfigException if two keys then name the same setting
   */
  static ConfigNode split(ConfigNode node) {
    if (!(node instanceof MapNode map)) {
      return node;
    }
    KeyPaths paths = new KeyPaths();
    Growing root = new Growing(map.position());
    paths.fill(root, map, 0);
    paths.problems.throwIfAny();
    return root.grown();
  }

  private void fill(Growing target, MapNode map, int depth) {
    map.entries()
        .forEach((key, value) -> {
          Position position = map.keyPosition(key);
          List<String> parts =
              key.contains(SEPARATOR) ? List.of(key.split(SEPARATOR, -1)) : List.of(key);
          int below = depth + parts.size();
          if (below > Limits.DEPTH) {
            problems.add(position, ConfigPath.ROOT, "the key has too many parts");
            return;
          }
          Growing place = target;
          for (String part : parts.subList(0, parts.size() - 1)) {
            place = place == null ? null : below(place, part, position, position);
          }
          if (place != null) {
            put(place, parts.getLast(), value, position, below);
          }
        });
  }

  private void put(Growing target, String key, ConfigNode value, Position position, int depth) {
    if (value instanceof MapNode map) {
      Growing below = below(target, key, position, map.position());
      if (below != null) {
        fill(below, map, depth);
      }
    } else if (target.entries.putIfAbsent(key, value) == null) {
      target.positions.put(key, position);
    } else {
      taken(target, key, position);
    }
  }

  /** The map of that key, new if there is none; null if something else has the key. */
  private @Nullable Growing below(Growing target, String key, Position position, Position start) {
    Object known = target.entries.get(key);
    if (known == null) {
      Growing created = new Growing(start);
      target.entries.put(key, created);
      target.positions.put(key, position);
      return created;
    }
    if (known instanceof Growing map) {
      return map;
    }
    taken(target, key, position);
    return null;
  }

  private void taken(Growing target, String key, Position position) {
    Position first = target.positions.getOrDefault(key, position);
    String where = first.line() == 0 ? "" : " at line " + first.line();
    problems.add(
        position, ConfigPath.ROOT, "mapping key \"%s\" already defined%s".formatted(key, where));
  }
}
