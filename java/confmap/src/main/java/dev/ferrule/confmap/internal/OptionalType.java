package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.PrintStyle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value that may be missing. For a record: absent leaves the default, null or a map turns it on,
 * {@code enabled: false} in it turns it off. For anything else: null is none.
 */
final class OptionalType implements ValueType {
  private static final String ENABLED = "enabled";

  private final ValueType value;
  private final @Nullable Object valueBase;
  private final boolean nullIsNone;

  /**
   * An optional value.
   *
   * @param valueBase what a value written is laid over if the default is none
   * @param nullIsNone whether a null leaves the default of a record as it is
   */
  OptionalType(ValueType value, @Nullable Object valueBase, boolean nullIsNone) {
    this.value = value;
    this.valueBase = valueBase;
    this.nullIsNone = nullIsNone;
  }

  /** What a value that is written is laid over. */
  private @Nullable Object inner(@Nullable Object base) {
    return base instanceof Optional<?> some && some.isPresent() ? some.get() : valueBase;
  }

  @Override
  public @Nullable Object decode(ConfigNode node, @Nullable Object base, Place place) {
    Object inner = inner(base);
    if (!(value instanceof RecordShape shape)) {
      return node.isNull()
          ? Optional.empty()
          : Optional.ofNullable(value.decode(node, inner, place));
    }
    if (node.isNull() && nullIsNone) {
      return absent(base, place);
    }
    if (node instanceof MapNode map && !shape.keys().contains(ENABLED)) {
      ConfigNode enabled = map.get(ENABLED);
      if (enabled != null) {
        return switched(shape, map, enabled, inner, place);
      }
    }
    if (node instanceof ScalarNode(_, Boolean on, _)) {
      place.expected("map", node, "write {enabled: %s}".formatted(on));
      return base;
    }
    return Optional.ofNullable(value.decode(node, inner, place));
  }

  private static Object switched(
      RecordShape shape, MapNode map, ConfigNode enabled, @Nullable Object inner, Place place) {
    if (!(enabled instanceof ScalarNode(_, Boolean on, _))) {
      place.child(ENABLED, map.keyPosition(ENABLED)).expected("bool", enabled, Meant.bool(enabled));
      return Optional.empty();
    }
    // What is off still has to be spelled right, but need not keep the rules.
    Object decoded = shape.decode(without(map), inner, place, on);
    return on ? Optional.ofNullable(decoded) : Optional.empty();
  }

  private static MapNode without(MapNode map) {
    Map<String, ConfigNode> entries = new LinkedHashMap<>(map.entries());
    Map<String, Position> positions = new LinkedHashMap<>(map.keyPositions());
    entries.remove(ENABLED);
    positions.remove(ENABLED);
    return new MapNode(map.position(), entries, positions, map.text());
  }

  @Override
  public @Nullable Object absent(@Nullable Object base, Place place) {
    if (base instanceof Optional<?> some && some.isPresent()) {
      value.absent(some.get(), place);
    }
    return base;
  }

  @Override
  public @Nullable RecordShape record() {
    return value.record();
  }

  @Override
  public JsonNode print(@Nullable Object optional, PrintStyle style) {
    if (optional instanceof Optional<?> some && some.isPresent()) {
      return value.print(some.get(), style);
    }
    // A null would turn the section on when it is read again.
    return value instanceof RecordShape && !nullIsNone
        ? Schemas.NODES.objectNode().put(ENABLED, false)
        : Schemas.NODES.nullNode();
  }

  @Override
  public ObjectNode schema(@Nullable Object base) {
    boolean on = base instanceof Optional<?> some && some.isPresent();
    Object inner = inner(base);
    ObjectNode schema = value.schema(inner);
    if (schema.get("properties") instanceof ObjectNode properties && !properties.has(ENABLED)) {
      ObjectNode enabled = Schemas.of("boolean").put("default", on);
      properties.set(
          ENABLED,
          Schemas.described(
              enabled,
              on
                  ? "Whether the section is on; write false to turn it off."
                  : "Whether the section is on, which it is once it is written."));
    }
    return schema;
  }

  @Override
  public void visit(@Nullable Object optional, ConfigPath path, Visitor visitor) {
    if (optional instanceof Optional<?> some && some.isPresent()) {
      value.visit(some.get(), path, visitor);
    }
  }
}
