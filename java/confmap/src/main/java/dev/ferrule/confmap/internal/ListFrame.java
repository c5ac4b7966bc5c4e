package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.ListNode;
import dev.ferrule.confmap.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;

/** A list whose end has not been read yet. */
final class ListFrame extends NodeFrame {
  private final List<ConfigNode> elements = new ArrayList<>();

  ListFrame(Position position, @Nullable Anchor anchor) {
    super(position, anchor);
  }

  @Override
  void add(Composed child) {
    count(child);
    elements.add(child.node());
  }

  @Override
  Composed finish() {
    return Composed.collection(new ListNode(position(), elements), null, size(), height());
  }
}
