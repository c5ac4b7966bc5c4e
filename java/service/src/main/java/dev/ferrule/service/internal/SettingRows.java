package dev.ferrule.service.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tables of settings in Markdown, one row for each, from a JSON Schema. */
public final class SettingRows {
  private static final String HEAD = "| Setting | Type | Default | |\n|---|---|---|---|\n";

  /** Of a default; a longer one is for the description to tell. */
  private static final int MOST_CHARS = 60;

  private final List<String> rows = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  private SettingRows() {}

  /** The tables: what can be set, and what the Go Collector has and this one refuses. */
  public static String tables(ObjectNode schema) {
    SettingRows tables = new SettingRows();
    tables.properties(schema, "");
    StringBuilder text = new StringBuilder();
    if (tables.rows.isEmpty()) {
      text.append("It has no settings.\n");
    } else {
      text.append(HEAD).append(String.join("", tables.rows));
    }
    if (!tables.refused.isEmpty()) {
      text.append("\nRefused, with this reason:\n\n| Setting | |\n|---|---|\n")
          .append(String.join("", tables.refused));
    }
    return text.toString();
  }

  private void properties(JsonNode schema, String prefix) {
    schema
        .path("properties")
        .properties()
        .forEach(entry -> setting(prefix + entry.getKey(), entry.getValue()));
  }

  private void setting(String path, JsonNode schema) {
    String description = cell(schema.path("description").asString(""));
    if (schema.has("not")) {
      refused.add("| `%s` | %s |\n".formatted(path, description));
      return;
    }
    JsonNode section = section(schema);
    if (section != null) {
      rows.add("| `%s` | section | | %s |\n".formatted(path, description));
      properties(section, path + "::");
      return;
    }
    rows.add(
        "| `%s` | %s | %s | %s |\n"
            .formatted(path, cell(type(schema)), cell(base(schema)), described(schema)));
    if (!isNameValueList(schema)) {
      elements(path, schema);
    }
  }

  /** Whether it is a map that may also be a list of names with values. */
  private static boolean isNameValueList(JsonNode schema) {
    return types(schema).containsAll(List.of("object", "array"));
  }

  /** The schema of the settings below, if it is a section of settings. */
  private static @Nullable JsonNode section(JsonNode schema) {
    if (schema.path("properties").isObject()) {
      return schema;
    }
    for (String keyword : List.of("anyOf", "oneOf", "allOf")) {
      for (JsonNode alternative : schema.path(keyword)) {
        if (alternative.path("properties").isObject()) {
          return alternative;
        }
      }
    }
    return null;
  }

  private void elements(String path, JsonNode schema) {
    JsonNode items = section(schema.path("items"));
    if (items != null) {
      properties(items, path + "::<index>::");
    }
    JsonNode values = section(schema.path("additionalProperties"));
    if (values != null) {
      properties(values, path + "::<name>::");
    }
  }

  private static String type(JsonNode schema) {
    if (schema.path("writeOnly").asBoolean(false)) {
      return "secret";
    }
    if (schema.get("enum") instanceof ArrayNode values) {
      return values(values);
    }
    if (schema.get("examples") instanceof ArrayNode values) {
      return values(values);
    }
    List<String> types = types(schema);
    if (isNameValueList(schema)) {
      return "map to %s, or list of names with values"
          .formatted(type(schema.path("additionalProperties")));
    }
    if (types.contains("array")) {
      // A string that is cut at its commas, or a map of the same, needs no mention.
      return "list of " + type(schema.path("items"));
    }
    if (types.equals(List.of("string", "integer")) && schema.has("pattern")) {
      return "duration";
    }
    return types.stream().map(type -> named(type, schema)).collect(Collectors.joining(" or "));
  }

  private static List<String> types(JsonNode schema) {
    List<String> types = new ArrayList<>();
    if (schema.path("type") instanceof ArrayNode several) {
      several.forEach(type -> types.add(type.asString("")));
    } else {
      types.add(schema.path("type").asString("any"));
    }
    types.remove("null");
    return types;
  }

  private static String named(String type, JsonNode schema) {
    return switch (type) {
      case "object" -> {
        JsonNode values = schema.path("additionalProperties");
        yield values.isObject() && !values.has("properties") ? "map to " + type(values) : "map";
      }
      case "boolean" -> "bool";
      case "integer" -> "int";
      default -> type;
    };
  }

  private static String values(ArrayNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> {
      if (!value.isNull()) {
        texts.add("`" + value.asString("") + "`");
      }
    });
    return String.join(", ", texts);
  }

  private static String base(JsonNode schema) {
    JsonNode value = schema.path("default");
    boolean nothing =
        value.isMissingNode() || (value.isContainer() && value.isEmpty()) || value.isNull();
    boolean empty = value.isString() && value.stringValue().isEmpty();
    if (nothing || empty) {
      return "";
    }
    String text = value.isString() ? value.stringValue() : value.toString();
    return text.length() > MOST_CHARS ? "" : "`" + text + "`";
  }

  private static String described(JsonNode schema) {
    StringBuilder text = new StringBuilder(schema.path("description").asString(""));
    schema
        .path("x-enumDescriptions")
        .properties()
        .forEach(entry ->
            text.append(" `%s`: %s".formatted(entry.getKey(), entry.getValue().asString(""))));
    return cell(text.toString().strip());
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " ");
  }
}
