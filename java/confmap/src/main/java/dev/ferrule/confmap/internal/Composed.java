package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import org.jspecify.annotations.Nullable;

/**
 * A node under construction, with what only the composer needs to know.
 *
 * @param node the value
 * @param written the scalar's text before it was resolved; null for maps and lists
 * @param mergeKey whether it is {@code <<} that merges if it is a key
 * @param unusable why it cannot be a whole configuration or a referenced value, or null
 * @param size values in it, itself included
 * @param height levels of maps and lists
 * @param aliased whether it came by an alias
 */
record Composed(
    ConfigNode node,
    @Nullable String written,
    boolean mergeKey,
    @Nullable String unusable,
    int size,
    int height,
    boolean aliased) {

  static Composed scalar(
      ConfigNode node, String written, boolean mergeKey, @Nullable String unusable) {
    return new Composed(node, written, mergeKey, unusable, 1, 0, false);
  }

  static Composed collection(ConfigNode node, @Nullable String unusable, int size, int height) {
    return new Composed(node, null, false, unusable, size, height, false);
  }

  Composed asAlias() {
    return new Composed(node, written, mergeKey, unusable, size, height, true);
  }
}
