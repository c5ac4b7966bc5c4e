package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.PrintStyle;
import dev.ferrule.confmap.Validated;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How a record is decoded. Immutable once the {@link ShapeBuilder} has filled it in. */
final class RecordShape implements ValueType {
  private static final PrintStyle DEFAULTS = new PrintStyle(false, PrintStyle.Durations.TEXT);

  private final Constructor<?> constructor;
  private final List<RecordSetting> settings = new ArrayList<>();
  // Of inlined records too, as are the reasons.
  private final List<String> keys = new ArrayList<>();
  private final Map<String, String> notYet;
  private final String description;

  /**
   * A shape without settings.
   *
   * @param notYet reasons by key
   * @param description what users read of it; may be empty
   */
  RecordShape(Constructor<?> constructor, Map<String, String> notYet, String description) {
    this.constructor = constructor;
    this.notYet = new LinkedHashMap<>(notYet);
    this.description = description;
  }

  void add(RecordSetting setting) {
    settings.add(setting);
    keys.addAll(setting.keys());
    if (setting.inline() && setting.type() instanceof RecordShape shape) {
      shape.notYet.forEach(notYet::putIfAbsent);
    }
  }

  List<RecordSetting> settings() {
    return settings;
  }

  /** All keys, also those of inlined records. */
  List<String> keys() {
    return keys;
  }

  @Override
  public RecordShape record() {
    return this;
  }

  @Override
  public @Nullable Object decode(ConfigNode node, @Nullable Object base, Place place) {
    return decode(node, base, place, true);
  }

  @Override
  public @Nullable Object absent(@Nullable Object base, Place place) {
    return base == null ? null : settings(MapNode.empty(nowhere(place)), base, place, true);
  }

  /** The same, and whether the record's own rules apply. */
  @Nullable Object decode(ConfigNode node, @Nullable Object base, Place place, boolean rules) {
    if (base == null) {
      throw new IllegalStateException("no defaults for " + constructor.getDeclaringClass());
    }
    if (node.isNull()) {
      Position at = place.position() == null ? node.position() : place.position();
      return settings(MapNode.empty(at), base, place, rules);
    }
    if (!(node instanceof MapNode map)) {
      place.expected("map", node, Meant.map(node, keys));
      return base;
    }
    return settings(map, base, place, rules, unknown(map, place));
  }

  /** Reports keys that it does not have, and gives those that were meant. */
  private Set<String> unknown(MapNode map, Place place) {
    Set<String> meant = new HashSet<>();
    map.entries()
        .forEach((key, _) -> {
          if (keys.contains(key)) {
            return;
          }
          Place at = place.child(key, map.keyPosition(key));
          String reason = notYet.get(key);
          if (reason == null) {
            UnknownKey unknown = UnknownKey.of(key, this);
            meant.addAll(unknown.meant());
            String cure = place.problems().cure(at.path());
            at.problems()
                .add(at.position(), at.path(), "unknown key", cure == null ? unknown.hint() : cure);
          } else {
            at.problems().add(at.position(), at.path(), "not supported yet: " + reason);
          }
        });
    return meant;
  }

  private Object settings(MapNode map, Object base, Place place, boolean rules) {
    return settings(map, base, place, rules, Set.of());
  }

  private Object settings(MapNode map, Object base, Place place, boolean rules, Set<String> meant) {
    int before = place.problems().count();
    Set<String> failed = new HashSet<>(meant);
    @Nullable Object[] values = new @Nullable Object[settings.size()];
    for (int i = 0; i < values.length; i++) {
      RecordSetting setting = settings.get(i);
      int soFar = place.problems().count();
      values[i] = value(setting, map, base, place, rules, meant);
      if (place.problems().count() > soFar) {
        failed.addAll(setting.inline() ? failedKeys(place, soFar) : List.of(setting.key()));
      }
    }
    Object record = create(values, base, map, place, before);
    if (rules && record instanceof Validated validated) {
      validated.validate(new RulesAt(map, place, failed));
    }
    return record;
  }

  /** The keys of the record that problems were reported at, from a count on. */
  private static List<String> failedKeys(Place place, int from) {
    int depth = place.path().parts().size();
    return place.problems().all().stream()
        .skip(from)
        .map(problem -> problem.path().parts())
        .map(parts -> parts.size() > depth ? parts.get(depth) : "")
        .toList();
  }

  private static @Nullable Object value(
      RecordSetting setting,
      MapNode map,
      Object base,
      Place place,
      boolean rules,
      Set<String> meant) {
    Object current = setting.read(base);
    if (setting.inline() && setting.type() instanceof RecordShape shape) {
      return current == null ? null : shape.settings(map, current, place, rules, meant);
    }
    ConfigNode node = map.get(setting.key());
    Position at = map.keyPositions().getOrDefault(setting.key(), place.position());
    Place below = place.child(setting.key(), at);
    return node == null
        ? setting.type().absent(current, below)
        : setting.type().decode(node, current, below);
  }

  private Object create(
      @Nullable Object[] values, Object base, MapNode map, Place place, int before) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        place.problem(map, String.valueOf(refusal.getMessage()), null);
      } else if (place.problems().count() == before) {
        throw Access.rethrown(e);
      }
      return base;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Position nowhere(Place place) {
    return place.position() == null ? new Position("configuration", 0, 0) : place.position();
  }

  /** Decodes a whole section on top of the defaults. */
  Object decodeRoot(@Nullable ConfigNode node, Object base, Place place) {
    Object decoded = node == null ? absent(base, place) : decode(node, base, place);
    return decoded == null ? base : decoded;
  }

  @Override
  public JsonNode print(@Nullable Object record, PrintStyle style) {
    ObjectNode object = Schemas.NODES.objectNode();
    if (record != null) {
      printInto(object, record, style);
    }
    return object;
  }

  private void printInto(ObjectNode object, Object record, PrintStyle style) {
    for (RecordSetting setting : settings) {
      Object value = setting.read(record);
      if (setting.inline() && value != null && setting.type() instanceof RecordShape shape) {
        shape.printInto(object, value, style);
      } else {
        object.set(setting.key(), setting.type().print(value, style));
      }
    }
  }

  @Override
  public ObjectNode schema(@Nullable Object base) {
    ObjectNode schema = Schemas.described(Schemas.of("object"), description);
    schema.put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    schemaInto(properties, base);
    notYet.forEach((key, reason) -> {
      ObjectNode never = properties.putObject(key);
      never.put("description", "Not supported yet: " + reason);
      never.putObject("not");
    });
    return schema;
  }

  private void schemaInto(ObjectNode properties, @Nullable Object base) {
    for (RecordSetting setting : settings) {
      Object value = base == null ? null : setting.read(base);
      if (setting.inline() && setting.type() instanceof RecordShape shape) {
        shape.schemaInto(properties, value);
        continue;
      }
      ObjectNode schema = setting.type().schema(value);
      if (!setting.description().isEmpty()) {
        schema.put("description", setting.description());
      }
      if (!(setting.type() instanceof RecordShape || schema.has("properties"))) {
        Schemas.withDefault(schema, setting.type().print(value, DEFAULTS));
      }
      properties.set(setting.key(), schema);
    }
  }

  @Override
  public void visit(@Nullable Object record, ConfigPath path, Visitor visitor) {
    if (record == null) {
      return;
    }
    visitor.visit(path, record);
    for (RecordSetting setting : settings) {
      ConfigPath below = setting.inline() ? path : path.child(setting.key());
      setting.type().visit(setting.read(record), below, visitor);
    }
  }
}
