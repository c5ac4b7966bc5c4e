package dev.ferrule.nativehost;

import dev.ferrule.confmap.Opaque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hides the secrets in the settings of a native component: what its schema marks as {@code
 * writeOnly}. A component without a schema has not said which they are, so every text that is not a
 * default is hidden.
 */
final class SecretMask {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> ALTERNATIVES = List.of("anyOf", "oneOf", "allOf");

  private SecretMask() {}

  /** A copy of the settings without secrets. */
  static JsonNode over(JsonNode settings, ComponentSettings component) {
    Optional<ObjectNode> schema = component.schema();
    return schema.isPresent()
        ? masked(settings, List.of(schema.get()))
        : unlessDefault(settings, component.defaults());
  }

  private static JsonNode masked(JsonNode value, List<JsonNode> schemas) {
    List<JsonNode> all = new ArrayList<>();
    schemas.forEach(schema -> addAlternatives(schema, all));
    if (all.stream().anyMatch(schema -> schema.path("writeOnly").asBoolean(false))) {
      return NODES.stringNode(Opaque.REDACTED);
    }
    return switch (value) {
      case ObjectNode object -> {
        ObjectNode copy = NODES.objectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          copy.set(entry.getKey(), masked(entry.getValue(), ofProperty(entry.getKey(), all)));
        }
        yield copy;
      }
      case ArrayNode array -> {
        List<JsonNode> items = all.stream().map(schema -> schema.path("items")).toList();
        ArrayNode copy = NODES.arrayNode();
        array.forEach(element -> copy.add(masked(element, items)));
        yield copy;
      }
      default -> value;
    };
  }

  private static void addAlternatives(JsonNode schema, List<JsonNode> all) {
    all.add(schema);
    for (String keyword : ALTERNATIVES) {
      schema.path(keyword).forEach(alternative -> addAlternatives(alternative, all));
    }
  }

  /** Whatever a schema may mean by that key: one that hides it is enough. */
  private static List<JsonNode> ofProperty(String key, List<JsonNode> schemas) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode schema : schemas) {
      found.add(schema.path("properties").path(key));
      schema.path("patternProperties").forEach(found::add);
      found.add(schema.path("additionalProperties"));
    }
    return found;
  }

  private static JsonNode unlessDefault(JsonNode value, JsonNode base) {
    return switch (value) {
      case ObjectNode object -> {
        ObjectNode copy = NODES.objectNode();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
          JsonNode below = base.path(entry.getKey());
          copy.set(entry.getKey(), unlessDefault(entry.getValue(), below));
        }
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = NODES.arrayNode();
        for (int i = 0; i < array.size(); i++) {
          copy.add(unlessDefault(array.get(i), base.path(i)));
        }
        yield copy;
      }
      default ->
          value.isString() && !value.equals(base) ? NODES.stringNode(Opaque.REDACTED) : value;
    };
  }
}
