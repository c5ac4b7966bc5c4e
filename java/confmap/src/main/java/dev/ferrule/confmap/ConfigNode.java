package dev.ferrule.confmap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A configuration value that knows where it was written. Immutable. */
public sealed interface ConfigNode {

  /** Where the value starts. */
  Position position();

  /** What an error calls this kind of value: {@code map}, {@code list}, {@code string}, .... */
  String kind();

  /**
   * What was written, if the value came whole from a {@code ${}} reference: the text that a string
   * setting gets, whatever YAML makes of it. Null if the value was written in place, where only a
   * string is a string.
   */
  @Nullable String text();

  /**
   * The value without positions: maps ({@code LinkedHashMap}), lists, {@code String}, {@code
   * Boolean}, {@code Long}, {@code Double}, {@code Instant} or null.
   */
  @Nullable Object plain();

  /** Whether it is a null, written in place or brought in by a reference. */
  default boolean isNull() {
    return this instanceof ScalarNode scalar && scalar.value() == null;
  }

  /** The value at that path below this one, or the nearest one on the way that is there. */
  default ConfigNode nearest(ConfigPath path) {
    ConfigNode node = this;
    for (String part : path.parts()) {
      ConfigNode child = node.child(part);
      if (child == null) {
        return node;
      }
      node = child;
    }
    return node;
  }

  /** The path below this one to the first string that is exactly that text. */
  default Optional<ConfigPath> find(String text) {
    return switch (this) {
      case MapNode map ->
          map.entries().entrySet().stream()
              .flatMap(entry -> below(entry.getKey(), entry.getValue(), text))
              .findFirst();
      case ListNode list ->
          IntStream.range(0, list.elements().size())
              .boxed()
              .flatMap(i -> below(Integer.toString(i), list.elements().get(i), text))
              .findFirst();
      case ScalarNode scalar ->
          text.equals(scalar.value()) ? Optional.of(ConfigPath.ROOT) : Optional.empty();
    };
  }

  private static Stream<ConfigPath> below(String part, ConfigNode node, String text) {
    return node.find(text).map(path -> ConfigPath.ROOT.child(part).child(path)).stream();
  }

  /** The value of that key or list index, or null if there is none. */
  default @Nullable ConfigNode child(String part) {
    return switch (this) {
      case MapNode map -> map.get(part);
      case ListNode list
          when part.matches("[0-9]{1,6}") && Integer.parseInt(part) < list.elements().size() ->
          list.elements().get(Integer.parseInt(part));
      default -> null;
    };
  }

  /**
   * A map.
   *
   * @param entries in the order written
   * @param keyPositions where each key was written; same keys
   * @param text see {@link ConfigNode#text}
   */
  record MapNode(
      Position position,
      Map<String, ConfigNode> entries,
      Map<String, Position> keyPositions,
      @Nullable String text)
      implements ConfigNode {
    /** Copies both maps, in their order. */
    public MapNode {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
      keyPositions = Collections.unmodifiableMap(new LinkedHashMap<>(keyPositions));
    }

    /** A map written in place. */
    public MapNode(
        Position position, Map<String, ConfigNode> entries, Map<String, Position> keyPositions) {
      this(position, entries, keyPositions, null);
    }

    /** A map without entries. */
    public static MapNode empty(Position position) {
      return new MapNode(position, Map.of(), Map.of());
    }

    /** The value of that key, or null if the key is not there. */
    public @Nullable ConfigNode get(String key) {
      return entries.get(key);
    }

    /** Where that key was written, or where the map starts. */
    public Position keyPosition(String key) {
      return keyPositions.getOrDefault(key, position);
    }

    @Override
    public String kind() {
      return "map";
    }

    @Override
    public Map<String, @Nullable Object> plain() {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      entries.forEach((key, value) -> map.put(key, value.plain()));
      return map;
    }
  }

  /**
   * A list.
   *
   * @param text see {@link ConfigNode#text}
   */
  record ListNode(Position position, List<ConfigNode> elements, @Nullable String text)
      implements ConfigNode {
    /** Copies the list. */
    public ListNode {
      elements = List.copyOf(elements);
    }

    /** A list written in place. */
    public ListNode(Position position, List<ConfigNode> elements) {
      this(position, elements, null);
    }

    @Override
    public String kind() {
      return "list";
    }

    @Override
    public List<@Nullable Object> plain() {
      List<@Nullable Object> list = new ArrayList<>();
      elements.forEach(element -> list.add(element.plain()));
      return list;
    }
  }

  /**
   * A scalar.
   *
   * @param value {@code String}, {@code Boolean}, {@code Long}, {@code Double}, {@code Instant} or
   *     null, as Go's YAML dialect reads it
   * @param text see {@link ConfigNode#text}
   */
  record ScalarNode(Position position, @Nullable Object value, @Nullable String text)
      implements ConfigNode {
    @Override
    public String kind() {
      return switch (value) {
        case null -> "null";
        case String _ -> "string";
        case Boolean _ -> "bool";
        case Long _ -> "int";
        case Double _ -> "float";
        default -> "timestamp";
      };
    }

    @Override
    public @Nullable Object plain() {
      return value;
    }
  }
}
