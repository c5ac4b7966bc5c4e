package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.ListNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problems;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;

/** A map whose end has not been read yet. */
final class MapFrame extends NodeFrame {
  private final Problems problems;
  private final Map<String, ConfigNode> entries = new LinkedHashMap<>();
  private final Map<String, Position> keyPositions = new LinkedHashMap<>();
  // By the text as written: to Go, 1 and "1" are the same key, and << may stand once, too.
  private final Map<String, Position> written = new HashMap<>();
  private @Nullable Composed key;
  private @Nullable ConfigNode merge;
  private boolean allKeysAreStrings = true;

  MapFrame(Position position, @Nullable Anchor anchor, Problems problems) {
    super(position, anchor);
    this.problems = problems;
  }

  @Override
  void add(Composed child) {
    count(child);
    if (key == null) {
      key = child;
    } else {
      put(key, child.node());
      key = null;
    }
  }

  private void put(Composed key, ConfigNode value) {
    Position position = key.node().position();
    String text = key.written();
    if (text == null || !(key.node() instanceof ScalarNode scalar)) {
      throw ConfigException.of(
          position,
          "invalid YAML: a map key must not be a map or list",
          key.node() instanceof MapNode
              ? "if {{ }} is of a template, fill it in first; if braces are meant, use quotes"
              : null);
    }
    if (!claim(written, text, text, position)) {
      return;
    }
    if (key.mergeKey()) {
      merge = value;
      return;
    }
    String name = name(scalar, text, position);
    if (claim(keyPositions, name, text, position)) {
      entries.put(name, value);
    }
  }

  private boolean claim(Map<String, Position> taken, String name, String shown, Position position) {
    Position earlier = taken.putIfAbsent(name, position);
    if (earlier != null) {
      String where = earlier.line() == 0 ? "" : " at line " + earlier.line();
      problems.add(
          position,
          ConfigPath.ROOT,
          "mapping key \"%s\" already defined%s".formatted(shown, where));
    }
    return earlier == null;
  }

  private String name(ScalarNode key, String text, Position position) {
    allKeysAreStrings &= key.value() instanceof String;
    return switch (key.value()) {
      case null -> throw ConfigException.of(position, "a map key must not be null");
      case Long number -> number.toString();
      case Boolean bool -> bool.toString();
      case String string -> string;
      // Go has a notation of its own for these; nobody means it.
      default -> text;
    };
  }

  @Override
  Composed finish() {
    if (merge != null) {
      mergeAll(merge);
    }
    MapNode node = new MapNode(position(), entries, keyPositions);
    String unusable =
        allKeysAreStrings
            ? null
            : "unsupported type=map[interface {}]interface {} for retrieved config, ensure that"
                + " values are wrapped in quotes";
    return Composed.collection(node, unusable, size(), height());
  }

  private void mergeAll(ConfigNode value) {
    List<ConfigNode> sources = value instanceof ListNode list ? list.elements() : List.of(value);
    for (ConfigNode source : sources) {
      if (!(source instanceof MapNode map)) {
        throw ConfigException.of(
            source.position(),
            "map merge requires map or sequence of maps as the value",
            "write an alias, such as *defaults");
      }
      map.entries()
          .forEach((name, child) -> {
            if (entries.putIfAbsent(name, child) == null) {
              keyPositions.put(name, map.keyPosition(name));
            }
          });
    }
  }
}
