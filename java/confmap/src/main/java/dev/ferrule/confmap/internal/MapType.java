package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.PrintStyle;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A map, in the order written. A null keeps the default, entries are added to it. */
final class MapType implements ValueType {
  private final @Nullable TextType key;
  private final ValueType value;
  private final @Nullable Object valueBase;

  /**
   * A map.
   *
   * @param key how keys are read; null if they are strings
   */
  MapType(@Nullable TextType key, ValueType value, @Nullable Object valueBase) {
    this.key = key;
    this.value = value;
    this.valueBase = valueBase;
  }

  @Override
  public @Nullable Object decode(ConfigNode node, @Nullable Object base, Place place) {
    if (node.isNull()) {
      return base == null ? Map.of() : base;
    }
    if (!(node instanceof MapNode map)) {
      place.expected("map", node, Meant.map(node, List.of()));
      return base;
    }
    Map<Object, @Nullable Object> written = new LinkedHashMap<>();
    Set<Object> names = new HashSet<>();
    map.entries()
        .forEach((text, child) -> {
          Place at = place.child(text, map.keyPosition(text));
          Object name = key(text, at);
          if (name != null) {
            if (!names.add(name)) {
              at.problems()
                  .add(
                      at.position(),
                      place.path(),
                      "duplicate name \"%s\" after unmarshaling %s".formatted(text, name));
            }
            int before = place.problems().count();
            Object decoded = value.decode(child, valueBase, at);
            // Rules about the map must not meet what could not be read.
            if (place.problems().count() == before) {
              written.put(name, decoded);
            }
          }
        });
    Map<Object, @Nullable Object> all = new LinkedHashMap<>();
    if (base instanceof Map<?, ?> defaults) {
      all.putAll(defaults);
    }
    all.putAll(written);
    return Collections.unmodifiableMap(all);
  }

  private @Nullable Object key(String text, Place at) {
    if (key == null) {
      return text;
    }
    try {
      return key.parse(text);
    } catch (IllegalArgumentException e) {
      at.problems().add(at.position(), at.path(), String.valueOf(e.getMessage()));
      return null;
    }
  }

  @Override
  public @Nullable Object absent(@Nullable Object base, Place place) {
    if (base instanceof Map<?, ?> map) {
      map.forEach(
          (name, child) -> value.absent(child, place.child(name.toString(), place.position())));
    }
    return base;
  }

  @Override
  public JsonNode print(@Nullable Object map, PrintStyle style) {
    ObjectNode object = Schemas.NODES.objectNode();
    if (map instanceof Map<?, ?> entries) {
      entries.forEach((name, child) -> object.set(name.toString(), value.print(child, style)));
    }
    return object;
  }

  @Override
  public ObjectNode schema(@Nullable Object base) {
    ObjectNode schema = Schemas.of("object");
    schema.set("additionalProperties", value.schema(valueBase));
    return schema;
  }

  @Override
  public void visit(@Nullable Object map, ConfigPath path, Visitor visitor) {
    if (map instanceof Map<?, ?> entries) {
      entries.forEach((name, child) -> value.visit(child, path.child(name.toString()), visitor));
    }
  }
}
