package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Where decoding has got to.
 *
 * @param position where the value's key is, or what is nearest to it; null if nothing was written
 */
record Place(ConfigPath path, @Nullable Position position, Problems problems) {

  Place child(String key, @Nullable Position at) {
    return new Place(path.child(key), at, problems);
  }

  /** Reports a problem with that value. */
  void problem(ConfigNode node, String message, @Nullable String hint) {
    problems.add(node.position(), path, message, hint);
  }

  /** Reports a value of the wrong kind. */
  void expected(String what, ConfigNode node, @Nullable String hint) {
    problem(node, "expected " + what + ", got " + node.kind(), hint);
  }
}
