package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.Position;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;

/** A map or list whose end has not been read yet. */
abstract sealed class NodeFrame permits MapFrame, ListFrame {
  private final Position position;
  private final @Nullable Anchor anchor;
  private int size = 1;
  private int height = 1;

  NodeFrame(Position position, @Nullable Anchor anchor) {
    this.position = position;
    this.anchor = anchor;
  }

  abstract void add(Composed child);

  abstract Composed finish();

  final void count(Composed child) {
    size += child.size();
    height = Math.max(height, child.height() + 1);
  }

  final Position position() {
    return position;
  }

  final @Nullable Anchor anchor() {
    return anchor;
  }

  final int size() {
    return size;
  }

  final int height() {
    return height;
  }
}
