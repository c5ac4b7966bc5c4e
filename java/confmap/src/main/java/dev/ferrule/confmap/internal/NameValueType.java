package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.ListNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigTree;
import dev.ferrule.confmap.PrintStyle;
import dev.ferrule.confmap.Spelling;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A map that may also be written as a list of names with values. */
final class NameValueType implements ValueType {
  private static final String NAME = "name";
  private static final String VALUE = "value";
  private static final List<String> KEYS = List.of(NAME, VALUE);

  private final MapType map;
  private final ValueType value;

  NameValueType(ValueType value) {
    this.map = new MapType(null, value, null);
    this.value = value;
  }

  @Override
  public @Nullable Object decode(ConfigNode node, @Nullable Object base, Place place) {
    if (node instanceof ListNode list) {
      return pairs(list, place);
    }
    Object decoded = map.decode(node, node.isNull() ? base : null, place);
    return decoded == null ? base : decoded;
  }

  private Map<String, @Nullable Object> pairs(ListNode list, Place place) {
    Map<String, @Nullable Object> pairs = new LinkedHashMap<>();
    for (int i = 0; i < list.elements().size(); i++) {
      ConfigNode element = list.elements().get(i);
      Place at = place.child(Integer.toString(i), element.position());
      if (element instanceof MapNode pair) {
        add(pair, at, pairs);
      } else {
        at.expected("map", element, "write {name: ..., value: ...}");
      }
    }
    return Collections.unmodifiableMap(pairs);
  }

  private void add(MapNode pair, Place place, Map<String, @Nullable Object> pairs) {
    pair.entries().keySet().stream()
        .filter(key -> !KEYS.contains(key))
        .forEach(key ->
            place
                .problems()
                .add(
                    pair.keyPosition(key),
                    place.path().child(key),
                    "unknown key",
                    Spelling.hint(key, KEYS, "keys")));
    ConfigNode written = pair.get(NAME);
    Object name =
        written == null
            ? ""
            : ScalarTypes.string(written, null, place.child(NAME, pair.keyPosition(NAME)), "");
    if (!(name instanceof String text)) {
      return;
    }
    if (pairs.containsKey(text)) {
      place
          .problems()
          .broken(
              pair.position(),
              place.path(),
              "duplicate keys in map-style list: [%s]".formatted(text),
              "write each name once");
    }
    ConfigNode content = pair.get(VALUE);
    Place at = place.child(VALUE, pair.keyPosition(VALUE));
    int before = place.problems().count();
    Object decoded =
        value.decode(
            content == null ? new ConfigNode.ScalarNode(pair.position(), null, null) : content,
            null,
            at);
    // Rules about the map must not meet what could not be read.
    if (place.problems().count() == before) {
      pairs.put(text, decoded);
    }
  }

  @Override
  public JsonNode print(@Nullable Object pairs, PrintStyle style) {
    ArrayNode array = Schemas.NODES.arrayNode();
    if (pairs instanceof Map<?, ?> entries) {
      entries.forEach((name, content) -> {
        ObjectNode pair = array.addObject();
        pair.set(NAME, ConfigTree.string(name.toString()));
        pair.set(VALUE, value.print(content, style));
      });
    }
    return array;
  }

  @Override
  public ObjectNode schema(@Nullable Object base) {
    ObjectNode schema = Schemas.of("object", "array");
    schema.set("additionalProperties", value.schema(null));
    ObjectNode pair = Schemas.of("object").put("additionalProperties", false);
    ObjectNode properties = pair.putObject("properties");
    properties.set(NAME, Schemas.described(Schemas.of("string"), "The name."));
    properties.set(VALUE, Schemas.described(value.schema(null), "What goes with the name."));
    schema.set("items", pair);
    return schema;
  }
}
