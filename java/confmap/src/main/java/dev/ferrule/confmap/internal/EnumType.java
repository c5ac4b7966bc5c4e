package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.Key;
import dev.ferrule.confmap.PrintStyle;
import dev.ferrule.confmap.Spelling;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An enum, written as the lower-case name of a constant or as its {@link Key}. A null is the first
 * constant.
 */
final class EnumType implements ValueType {
  private final Class<?> type;
  private final Map<String, Enum<?>> constants = new LinkedHashMap<>();
  private final Object first;

  EnumType(Class<?> type) {
    this.type = type;
    for (Object constant : type.getEnumConstants()) {
      Enum<?> value = (Enum<?>) constant;
      constants.put(text(type, value), value);
    }
    if (constants.isEmpty()) {
      throw new IllegalArgumentException(type + " has no constants");
    }
    first = constants.values().iterator().next();
  }

  private static String text(Class<?> type, Enum<?> constant) {
    try {
      Key key = type.getField(constant.name()).getAnnotation(Key.class);
      return key == null ? constant.name().toLowerCase(Locale.ROOT) : key.value();
    } catch (NoSuchFieldException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public @Nullable Object decode(ConfigNode node, @Nullable Object base, Place place) {
    if (node.isNull()) {
      return first;
    }
    if (!(ScalarTypes.string(node, null, place, "") instanceof String text)) {
      return base;
    }
    Enum<?> constant = constants.get(text);
    if (constant == null) {
      place.problem(
          node,
          "unknown value \"" + text + "\"",
          Spelling.hint(text, constants.keySet(), "values"));
      return base;
    }
    return constant;
  }

  @Override
  public JsonNode print(@Nullable Object value, PrintStyle style) {
    return value == null
        ? Schemas.NODES.nullNode()
        : Schemas.NODES.stringNode(text(type, (Enum<?>) value));
  }

  @Override
  public ObjectNode schema(@Nullable Object base) {
    ObjectNode schema = Schemas.of("string");
    ArrayNode values = schema.putArray("enum");
    constants.keySet().forEach(values::add);
    return Schemas.withConstants(schema, type, constants);
  }
}
