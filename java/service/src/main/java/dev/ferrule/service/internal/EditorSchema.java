package dev.ferrule.service.internal;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Widens the schema of settings to what may be written for them: a {@code ${}} reference in place
 * of any value, and a key without a value.
 */
public final class EditorSchema {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What stays outside, where an editor looks for what it shows of a setting. */
  private static final Set<String> ABOUT =
      Set.of("title", "description", "default", "examples", "deprecated", "x-enumDescriptions");

  private static final List<String> MAPS = List.of("properties", "patternProperties");
  private static final List<String> LISTS = List.of("anyOf", "oneOf", "allOf", "prefixItems");
  private static final List<String> SINGLES =
      List.of("items", "additionalProperties", "contains", "propertyNames");

  private EditorSchema() {}

  /** What {@code #/$defs/reference} has to be. */
  public static ObjectNode reference() {
    return NODES.objectNode().put("type", "string").put("pattern", "\\$\\{[^}]*\\}");
  }

  /** A value of that type, or none. */
  public static ObjectNode mayBeEmpty(String type) {
    ObjectNode schema = NODES.objectNode();
    schema.putArray("type").add(type).add("null");
    return schema;
  }

  /** The schema widened, and all schemas in it. */
  public static ObjectNode lenient(ObjectNode schema) {
    ObjectNode about = NODES.objectNode();
    ObjectNode core = NODES.objectNode();
    schema
        .properties()
        .forEach(entry -> {
          boolean outside = ABOUT.contains(entry.getKey());
          (outside ? about : core).set(entry.getKey(), below(entry.getKey(), entry.getValue()));
        });
    if (core.isEmpty() || core.has("not")) {
      return merge(about, core);
    }
    if (core.has("type")) {
      core.set("type", orNull(core.get("type")));
    }
    if (isAnyText(core)) {
      return merge(about, core);
    }
    if (core.get("enum") instanceof ArrayNode values) {
      values.addNull();
    }
    ArrayNode either = about.putArray("anyOf");
    either.add(core);
    ObjectNode reference = either.addObject().put("$ref", "#/$defs/reference");
    // Editors show what they find in the alternative that fits.
    JsonNode description = about.get("description");
    if (description != null) {
      core.set("description", description);
      reference.set("description", description);
    }
    return about;
  }

  private static JsonNode below(String keyword, JsonNode value) {
    if (SINGLES.contains(keyword) && value instanceof ObjectNode schema) {
      return lenient(schema);
    }
    if (MAPS.contains(keyword) && value instanceof ObjectNode schemas) {
      ObjectNode all = NODES.objectNode();
      schemas.properties().forEach(entry -> all.set(entry.getKey(), widened(entry.getValue())));
      return all;
    }
    if (LISTS.contains(keyword) && value instanceof ArrayNode schemas) {
      ArrayNode all = NODES.arrayNode();
      schemas.forEach(schema -> all.add(widened(schema)));
      return all;
    }
    return value.deepCopy();
  }

  private static JsonNode widened(JsonNode schema) {
    return schema instanceof ObjectNode object ? lenient(object) : schema.deepCopy();
  }

  private static JsonNode orNull(JsonNode type) {
    ArrayNode types = NODES.arrayNode();
    if (type instanceof ArrayNode several) {
      several.forEach(types::add);
    } else {
      types.add(type);
    }
    for (JsonNode known : types) {
      if (known.asString("").equals("null")) {
        return types;
      }
    }
    return types.add("null");
  }

  /** Whether any text will do, so that a reference needs no mention. */
  private static boolean isAnyText(ObjectNode schema) {
    for (JsonNode type : schema.path("type")) {
      if (type.asString("").equals("string")) {
        return !schema.has("enum") && !schema.has("pattern") && !schema.has("const");
      }
    }
    return false;
  }

  private static ObjectNode merge(ObjectNode about, ObjectNode core) {
    core.properties().forEach(entry -> about.set(entry.getKey(), entry.getValue()));
    return about;
  }
}
