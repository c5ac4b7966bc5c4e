package dev.ferrule.confmap;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Configuration values as JSON trees, to be printed. */
public final class ConfigTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ConfigTree() {}

  /** The value without its positions, to be written into a configuration. */
  public static JsonNode of(ConfigNode node) {
    return switch (node) {
      case ConfigNode.MapNode map -> {
        ObjectNode object = NODES.objectNode();
        map.entries().forEach((key, value) -> object.set(key, of(value)));
        yield object;
      }
      case ConfigNode.ListNode list -> {
        ArrayNode array = NODES.arrayNode();
        list.elements().forEach(element -> array.add(of(element)));
        yield array;
      }
      case ConfigNode.ScalarNode scalar -> scalar(scalar.value());
    };
  }

  private static JsonNode scalar(@Nullable Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case Boolean bool -> NODES.booleanNode(bool);
      case Long number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      default -> string(value.toString());
    };
  }

  /**
   * A text as it is written in a configuration, so that it is read back as it is: where expansion
   * would change it, each {@code $} is doubled.
   */
  public static JsonNode string(String text) {
    boolean changes = text.contains("$$") || text.contains("${");
    return NODES.stringNode(changes ? text.replace("$", "$$") : text);
  }

  /** A copy in which every text is written as {@link #string} says. */
  public static JsonNode escaped(JsonNode tree) {
    return switch (tree) {
      case ObjectNode object -> {
        ObjectNode copy = NODES.objectNode();
        object.properties().forEach(entry -> copy.set(entry.getKey(), escaped(entry.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = NODES.arrayNode();
        array.forEach(element -> copy.add(escaped(element)));
        yield copy;
      }
      default -> tree.isString() ? string(tree.stringValue()) : tree;
    };
  }

  /** A copy with the keys of every map sorted. */
  public static JsonNode sorted(JsonNode tree) {
    return switch (tree) {
      case ObjectNode object -> {
        TreeMap<String, JsonNode> entries = new TreeMap<>();
        object.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        ObjectNode copy = NODES.objectNode();
        entries.forEach((key, value) -> copy.set(key, sorted(value)));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = NODES.arrayNode();
        array.forEach(element -> copy.add(sorted(element)));
        yield copy;
      }
      default -> tree;
    };
  }
}
