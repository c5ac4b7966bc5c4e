package dev.ferrule.confmap.internal;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Pieces of JSON Schema, draft 2020-12. */
final class Schemas {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Schemas() {}

  /** A value of one of those types. */
  static ObjectNode of(String... types) {
    ObjectNode schema = NODES.objectNode();
    if (types.length == 1) {
      return schema.put("type", types[0]);
    }
    ArrayNode all = schema.putArray("type");
    for (String type : types) {
      all.add(type);
    }
    return schema;
  }

  /** The schema with those texts; an empty text is left out. */
  static ObjectNode described(ObjectNode schema, String description) {
    return description.isEmpty() ? schema : schema.put("description", description);
  }

  /** The schema with that default, unless it says nothing that a reader does not know. */
  static ObjectNode withDefault(ObjectNode schema, JsonNode value) {
    if (!value.isNull()) {
      schema.set("default", value);
    }
    return schema;
  }

  /**
   * The schema of an enum with what its Javadoc says of each constant, in {@code
   * x-enumDescriptions}, by the text that stands for it.
   */
  static ObjectNode withConstants(
      ObjectNode schema, Class<?> type, Map<String, ? extends Enum<?>> constants) {
    SettingTexts texts = new SettingTexts(type);
    ObjectNode descriptions = NODES.objectNode();
    constants.forEach((text, constant) -> {
      String said = texts.of(constant.name());
      if (!said.isEmpty()) {
        descriptions.put(text, said);
      }
    });
    if (!descriptions.isEmpty()) {
      schema.set("x-enumDescriptions", descriptions);
    }
    return schema;
  }
}
