package dev.ferrule.nativehost;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.ListNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Problems;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lays a section of the user's configuration over the defaults of a native component, by the rules
 * that the Collector has for settings; the default stands for the type of the setting:
 *
 * <ul>
 *   <li>maps merge key by key; a list or a scalar replaces the default;
 *   <li>a key without a value sets a string to {@code ""}, a number to 0, a bool to false, keeps a
 *       map or a list, and is null where the default is null or there is none;
 *   <li>what came whole from a {@code ${}} reference is its text where the default is a string;
 *   <li>a number with a fraction loses it where the default is an integer that can hold it;
 *   <li>durations and timestamps are strings.
 * </ul>
 *
 * Whether a type fits is for the component's validate to say.
 */
final class ConfigOverlay {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Problems problems;

  ConfigOverlay(Problems problems) {
    this.problems = problems;
  }

  /** The section over the defaults; neither is changed. */
  ObjectNode lay(ObjectNode defaults, MapNode section, ConfigPath path) {
    ObjectNode merged = defaults.deepCopy();
    section
        .entries()
        .forEach((key, value) -> merged.set(key, over(merged.get(key), value, path.child(key))));
    return merged;
  }

  private JsonNode over(@Nullable JsonNode base, ConfigNode value, ConfigPath path) {
    @Nullable String text = value.text();
    if (base != null && base.isString() && text != null) {
      return NODES.stringNode(text);
    }
    return switch (value) {
      case MapNode map -> lay(base instanceof ObjectNode o ? o : NODES.objectNode(), map, path);
      case ListNode list -> list(list, path);
      case ScalarNode scalar when scalar.value() == null -> zero(base);
      case ScalarNode scalar -> scalar(base, scalar, path);
    };
  }

  private JsonNode list(ListNode list, ConfigPath path) {
    ArrayNode array = NODES.arrayNode();
    int index = 0;
    for (ConfigNode element : list.elements()) {
      array.add(over(null, element, path.child(index++)));
    }
    return array;
  }

  private static JsonNode zero(@Nullable JsonNode base) {
    if (base == null) {
      return NODES.nullNode();
    }
    return switch (base.getNodeType()) {
      case STRING -> NODES.stringNode("");
      case NUMBER -> NODES.numberNode(0);
      case BOOLEAN -> NODES.booleanNode(false);
      default -> base;
    };
  }

  private JsonNode scalar(@Nullable JsonNode base, ScalarNode scalar, ConfigPath path) {
    return switch (scalar.value()) {
      case String string -> NODES.stringNode(string);
      case Boolean bool -> NODES.booleanNode(bool);
      case Long number -> NODES.numberNode(number);
      case Double number when !Double.isFinite(number) -> {
        problems.add(scalar.position(), path, "expected a finite number");
        yield NODES.nullNode();
      }
      case Double number when base != null && base.isIntegralNumber() && fitsLong(number) ->
          NODES.numberNode(number.longValue());
      case Double number -> NODES.numberNode(number);
      case Instant instant -> NODES.stringNode(instant.toString());
      case null, default -> throw new IllegalArgumentException("no scalar: " + scalar.kind());
    };
  }

  private static boolean fitsLong(double number) {
    return number >= Long.MIN_VALUE && number < -(double) Long.MIN_VALUE;
  }
}
