package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.ListNode;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list. A null keeps the default, anything else replaces it. */
final class ListType implements ValueType {
  private final ValueType element;
  private final @Nullable Object elementBase;
  private final boolean ofStrings;

  /**
   * A list.
   *
   * @param ofStrings whether elements are plain strings
   */
  ListType(ValueType element, @Nullable Object elementBase, boolean ofStrings) {
    this.element = element;
    this.elementBase = elementBase;
    this.ofStrings = ofStrings;
  }

  @Override
  public @Nullable Object decode(ConfigNode node, @Nullable Object base, Place place) {
    if (ValueType.isNull(node)) {
      return base == null ? List.of() : base;
    }
    // Go cuts a string at the commas, without trimming, but only where a list of strings is wanted.
    if (ofStrings && node instanceof ScalarNode(_, String text, _)) {
      return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }
    if (!(node instanceof ListNode list)) {
      place.expected("list", node, "write it as a list, such as [a, b]");
      return base;
    }
    int before = place.problems().count();
    List<@Nullable Object> elements = new ArrayList<>();
    for (ConfigNode child : list.elements()) {
      Place at = place.child(Integer.toString(elements.size()), child.position());
      elements.add(element.decode(child, elementBase, at));
    }
    return place.problems().count() == before ? List.copyOf(elements) : base;
  }

  @Override
  public @Nullable Object absent(@Nullable Object base, Place place) {
    if (base instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        element.absent(list.get(i), place.child(Integer.toString(i), place.position()));
      }
    }
    return base;
  }
}
