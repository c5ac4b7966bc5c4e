package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.ListNode;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.PrintStyle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
    if (node.isNull()) {
      return base == null ? List.of() : base;
    }
    // Go cuts a string at the commas, without trimming, but only where a list of strings is wanted.
    if (ofStrings && node instanceof ScalarNode(_, String text, _)) {
      return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }
    if (!(node instanceof ListNode list)) {
      place.expected("list", node, Meant.list(node));
      return base;
    }
    List<@Nullable Object> elements = new ArrayList<>();
    int index = 0;
    for (ConfigNode child : list.elements()) {
      Place at = place.child(Integer.toString(index++), child.position());
      int before = place.problems().count();
      Object value = element.decode(child, elementBase, at);
      if (place.problems().count() == before) {
        elements.add(value);
      }
    }
    return List.copyOf(elements);
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

  @Override
  public JsonNode print(@Nullable Object value, PrintStyle style) {
    ArrayNode array = Schemas.NODES.arrayNode();
    if (value instanceof List<?> list) {
      list.forEach(child -> array.add(element.print(child, style)));
    }
    return array;
  }

  @Override
  public ObjectNode schema(@Nullable Object base) {
    ObjectNode schema = ofStrings ? Schemas.of("array", "string") : Schemas.of("array");
    schema.set("items", element.schema(elementBase));
    return schema;
  }

  @Override
  public void visit(@Nullable Object value, ConfigPath path, Visitor visitor) {
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        element.visit(list.get(i), path.child(i), visitor);
      }
    }
  }
}
