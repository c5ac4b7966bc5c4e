package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.Position;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays one configuration over another. */
public final class Maps {
  private Maps() {}

  /**
   * Both maps as one. Maps merge; anything else in the later one replaces what was there, also a
   * null.
   */
  public static MapNode merge(MapNode earlier, MapNode later) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>(earlier.entries());
    Map<String, Position> positions = new LinkedHashMap<>(earlier.keyPositions());
    later
        .entries()
        .forEach((key, value) -> {
          entries.put(key, merged(entries.get(key), value));
          positions.put(key, later.keyPosition(key));
        });
    Position position = later.entries().isEmpty() ? earlier.position() : later.position();
    return new MapNode(position, entries, positions);
  }

  private static ConfigNode merged(@Nullable ConfigNode earlier, ConfigNode later) {
    return earlier instanceof MapNode map && later instanceof MapNode more
        ? merge(map, more)
        : later;
  }
}
