package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import org.jspecify.annotations.Nullable;

/** How one Java type is decoded. */
interface ValueType {

  /**
   * Decodes a value that was written.
   *
   * @param node the value, possibly a null scalar
   * @param base the default; null if there is none, as for elements of lists
   * @param place gets the problems
   * @return the value; the base if a problem was reported
   */
  @Nullable Object decode(ConfigNode node, @Nullable Object base, Place place);

  /** What a setting has that was not written. Reports rules that the default itself breaks. */
  default @Nullable Object absent(@Nullable Object base, Place place) {
    return base;
  }

  /** Whether the node is a null, written in place or by reference. */
  static boolean isNull(ConfigNode node) {
    return node instanceof ConfigNode.ScalarNode scalar && scalar.value() == null;
  }
}
