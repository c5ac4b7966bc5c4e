package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Validated;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives broken rules the place of the setting they are about. */
final class RulesAt implements Validated.Rules {
  private final MapNode map;
  private final Place place;
  private final Set<String> failed;

  /**
   * Rules of one record.
   *
   * @param failed keys with a problem already: their values are not the user's, so nothing is said
   *     about them, nor about the record as a whole
   */
  RulesAt(MapNode map, Place place, Set<String> failed) {
    this.map = map;
    this.place = place;
    this.failed = failed;
  }

  @Override
  public void broken(String key, String message) {
    report(key, message, null);
  }

  @Override
  public void broken(String key, String message, String hint) {
    report(key, message, hint);
  }

  private void report(String key, String message, @Nullable String hint) {
    if (key.isEmpty()) {
      if (failed.isEmpty()) {
        Position position = place.position() == null ? map.position() : place.position();
        place.problems().broken(position, place.path(), message, hint);
      }
      return;
    }
    List<String> parts = List.of(key.split(KeyPaths.SEPARATOR, -1));
    if (failed.contains(parts.getFirst())) {
      return;
    }
    ConfigPath path = place.path();
    ConfigNode node = map;
    Position position = place.position() == null ? map.position() : place.position();
    for (String part : parts) {
      path = path.child(part);
      node = node == null ? null : node.child(part);
      position = node == null ? position : node.position();
    }
    place.problems().broken(position, path, message, hint);
  }
}
