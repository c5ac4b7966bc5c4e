package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.ListNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.MergeMode;
import dev.ferrule.confmap.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays one configuration over another. */
public final class Maps {
  private final MergeMode mode;

  /** What merges in that mode. */
  public Maps(MergeMode mode) {
    this.mode = mode;
  }

  /**
   * Both maps as one. Maps merge; anything else in the later one replaces what was there, also a
   * null, unless the mode says otherwise.
   */
  public MapNode merge(MapNode earlier, MapNode later) {
    return merge(earlier, later, ConfigPath.ROOT);
  }

  private MapNode merge(MapNode earlier, MapNode later, ConfigPath path) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>(earlier.entries());
    Map<String, Position> positions = new LinkedHashMap<>(earlier.keyPositions());
    later
        .entries()
        .forEach((key, value) -> {
          entries.put(key, merged(entries.get(key), value, path.child(key)));
          positions.put(key, later.keyPosition(key));
        });
    Position position = later.entries().isEmpty() ? earlier.position() : later.position();
    return new MapNode(position, entries, positions);
  }

  private ConfigNode merged(@Nullable ConfigNode earlier, ConfigNode later, ConfigPath path) {
    if (earlier instanceof MapNode map && later instanceof MapNode more) {
      return merge(map, more, path);
    }
    return earlier instanceof ListNode list
            && later instanceof ListNode more
            && mode == MergeMode.APPEND_COMPONENTS
            && isAppended(path.parts())
        ? append(list, more)
        : later;
  }

  private static boolean isAppended(List<String> path) {
    if (path.size() < 2 || !path.getFirst().equals("service")) {
      return false;
    }
    return switch (path.getLast()) {
      case "extensions" -> path.size() == 2;
      case "receivers", "exporters" -> path.size() > 2;
      default -> false;
    };
  }

  private static ListNode append(ListNode earlier, ListNode later) {
    List<ConfigNode> elements = new ArrayList<>(earlier.elements());
    Set<@Nullable Object> known = new LinkedHashSet<>();
    earlier.elements().forEach(element -> known.add(element.plain()));
    for (ConfigNode element : later.elements()) {
      if (known.add(element.plain())) {
        elements.add(element);
      }
    }
    return new ListNode(later.position(), elements);
  }
}
