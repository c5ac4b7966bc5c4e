package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.ListNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What to write instead of a value of the wrong kind. */
final class Meant {
  private static final Pattern TIGHT = Pattern.compile("[\\w.-]+:\\S[^\\n]*");
  private static final Pattern EQUALS = Pattern.compile("[\\w.-]+ ?= ?\\S[^\\n]*");

  private Meant() {}

  /**
   * Where a map is wanted.
   *
   * @param keys of the map; empty if it takes any
   */
  static @Nullable String map(ConfigNode node, List<String> keys) {
    return switch (node) {
      // What was referenced may be a secret.
      case ScalarNode scalar when scalar.text() != null -> null;
      case ScalarNode(_, String text, _) when TIGHT.matcher(text).matches() ->
          "write a space after the colon";
      case ScalarNode(_, String text, _) when EQUALS.matcher(text).matches() ->
          "write a colon and a space instead of =";
      case ScalarNode(_, String text, _) when keys.contains(text) ->
          "write {%s: {}}, or the settings of %s below it".formatted(text, text);
      case ScalarNode(_, Boolean on, _) when keys.contains("enabled") ->
          "write {enabled: %s}".formatted(on);
      case ListNode(_, List<ConfigNode> elements, _) when all(elements, keys) ->
          "write each as a key: {" + asKeys(elements) + "}";
      case ListNode _ -> "write keys with values, without dashes or brackets";
      default ->
          keys.isEmpty() ? null : "write its settings below it, such as " + keys.getFirst() + ":";
    };
  }

  private static boolean all(List<ConfigNode> elements, List<String> keys) {
    return !elements.isEmpty()
        && elements.stream()
            .allMatch(
                element -> element instanceof ScalarNode(_, String text, _) && keys.contains(text));
  }

  private static String asKeys(List<ConfigNode> elements) {
    return String.join(", ", elements.stream().map(element -> element.plain() + ": {}").toList());
  }

  /** Where a list is wanted. */
  static String list(ConfigNode node) {
    return switch (node) {
      // What was referenced may be longer than a hint should be, and a secret.
      case ScalarNode scalar when scalar.text() != null -> "write it as a list, such as [a, b]";
      case ScalarNode(_, String text, _) when text.startsWith("-") ->
          "write a space after each dash";
      case ScalarNode(_, Object value, _) when value != null ->
          "write it as a list: [" + String.valueOf(value).replaceAll(",(?=\\S)", ", ") + "]";
      case MapNode map when map.entries().values().stream().allMatch(ConfigNode::isNull) ->
          "write it as a list: [" + String.join(", ", map.entries().keySet()) + "]";
      case MapNode map when map.entries().keySet().stream().allMatch(Meant::isIndex) ->
          "a list is set as a whole, such as [a, b]";
      case MapNode _ -> "write a dash before its first key, and indent the others like that key";
      default -> "write it as a list, such as [a, b]";
    };
  }

  private static boolean isIndex(String key) {
    return key.matches("[0-9]+");
  }

  /** Where a text is wanted. */
  static @Nullable String string(ConfigNode node) {
    return switch (node) {
      case ScalarNode _ -> "put the value in quotes";
      case ListNode _ -> "write one value, not a list";
      case MapNode _ -> "write one value, without keys below it";
    };
  }

  /** Where true or false is wanted. */
  static String bool(ConfigNode node) {
    String text =
        node instanceof ScalarNode scalar && scalar.text() == null
            ? String.valueOf(scalar.value())
            : "";
    return switch (text) {
      case "yes", "Yes", "YES", "on", "On", "ON", "y", "Y", "1" -> "write true";
      case "no", "No", "NO", "off", "Off", "OFF", "n", "N", "0" -> "write false";
      default -> "write true or false, without quotes";
    };
  }

  /** Where a number is wanted. */
  static String number(ConfigNode node) {
    boolean unit =
        node instanceof ScalarNode(_, String text, String reference)
            && reference == null
            && text.matches("[0-9]+ ?[a-zA-Z]+");
    return unit ? "write a number, without a unit" : "write a number, without quotes";
  }
}
