package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns keys that hold {@code ::} into maps within maps. Lists are left alone, as they are in the
 * Go Collector.
 */
final class KeyPaths {
  static final String SEPARATOR = "::";

  private KeyPaths() {}

  /**
   * The node with such keys split.
   *
   * @throws ConfigException if two keys then name the same setting
   */
  static ConfigNode split(ConfigNode node) {
    Problems problems = new Problems();
    ConfigNode result = split(node, 0, problems);
    problems.throwIfAny();
    return result;
  }

  private static ConfigNode split(ConfigNode node, int depth, Problems problems) {
    if (!(node instanceof MapNode map)) {
      return node;
    }
    Map<String, ConfigNode> entries = new LinkedHashMap<>();
    Map<String, Position> positions = new LinkedHashMap<>();
    map.entries()
        .forEach((key, value) -> {
          List<String> parts = List.of(key.split(SEPARATOR, -1));
          Position position = map.keyPosition(key);
          int below = depth + parts.size();
          if (below > Limits.DEPTH) {
            problems.add(position, ConfigPath.ROOT, "the key has too many parts");
            return;
          }
          ConfigNode nested = split(value, below, problems);
          for (String part : parts.subList(1, parts.size()).reversed()) {
            nested = new MapNode(position, Map.of(part, nested), Map.of(part, position));
          }
          add(entries, positions, parts.getFirst(), nested, position, problems);
        });
    return new MapNode(map.position(), entries, positions);
  }

  private static void add(
      Map<String, ConfigNode> entries,
      Map<String, Position> positions,
      String key,
      ConfigNode value,
      Position position,
      Problems problems) {
    ConfigNode earlier = entries.get(key);
    if (earlier == null) {
      entries.put(key, value);
      positions.put(key, position);
    } else if (earlier instanceof MapNode map && value instanceof MapNode more) {
      Map<String, ConfigNode> both = new LinkedHashMap<>(map.entries());
      Map<String, Position> bothPositions = new LinkedHashMap<>(map.keyPositions());
      more.entries()
          .forEach((name, child) ->
              add(both, bothPositions, name, child, more.keyPosition(name), problems));
      entries.put(key, new MapNode(map.position(), both, bothPositions));
    } else {
      Position first = positions.getOrDefault(key, position);
      String where = first.line() == 0 ? "" : " at line " + first.line();
      problems.add(
          position, ConfigPath.ROOT, "mapping key \"%s\" already defined%s".formatted(key, where));
    }
  }
}
