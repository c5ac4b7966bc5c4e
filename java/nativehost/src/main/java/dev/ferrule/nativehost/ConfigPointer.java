package dev.ferrule.nativehost;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.ListNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import org.jspecify.annotations.Nullable;

/**
 * Where in the user's configuration a JSON pointer leads to.
 *
 * @param position of the value, or of the innermost map or list around it that the user wrote; null
 *     if the user wrote no section at all
 * @param path of the setting, written or not
 */
record ConfigPointer(@Nullable Position position, ConfigPath path) {

  /**
   * Follows a pointer.
   *
   * @param pointer RFC 6901; what is not one leads to the section
   * @param atKey whether the key itself is meant and not its value
   * @param section null if the user wrote none
   * @param path of the section
   */
  static ConfigPointer follow(
      String pointer, boolean atKey, @Nullable ConfigNode section, ConfigPath path) {
    @Nullable ConfigNode node = section;
    @Nullable Position position = section == null ? null : section.position();
    ConfigPath whole = path;
    if (!pointer.startsWith("/")) {
      return new ConfigPointer(position, path);
    }
    for (String escaped : pointer.substring(1).split("/", -1)) {
      String token = escaped.replace("~1", "/").replace("~0", "~");
      whole = whole.child(token);
      @Nullable ConfigNode parent = node;
      node = child(parent, token);
      if (node != null) {
        // A map starts at its first key, on the next line; its own key is what the user looks for.
        position =
            (atKey || node instanceof MapNode) && parent instanceof MapNode map
                ? map.keyPosition(token)
                : node.position();
      }
    }
    return new ConfigPointer(position, whole);
  }

  private static @Nullable ConfigNode child(@Nullable ConfigNode node, String token) {
    return switch (node) {
      case MapNode map -> map.entries().get(token);
      case ListNode list -> element(list, token);
      case null, default -> null;
    };
  }

  private static @Nullable ConfigNode element(ListNode list, String token) {
    if (!token.matches("0|[1-9][0-9]{0,8}")) {
      return null;
    }
    int index = Integer.parseInt(token);
    return index < list.elements().size() ? list.elements().get(index) : null;
  }
}
