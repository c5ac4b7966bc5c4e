package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.PrintStyle;
import dev.ferrule.confmap.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Decodes sections to one class of records, prints and describes them. Immutable. */
public final class RecordDecoder {
  private final RecordShape shape;

  /**
   * A decoder.
   *
   * @throws IllegalArgumentException if the record holds what cannot be configured
   */
  public RecordDecoder(Class<? extends Record> type) {
    shape = new ShapeBuilder().shape(type);
  }

  /** The record that the section gives when laid over the defaults. */
  public Object decode(
      @Nullable ConfigNode node, Record defaults, ConfigPath path, Problems problems) {
    Position position = node == null ? null : node.position();
    return shape.decodeRoot(node, defaults, new Place(path, position, problems));
  }

  /** The record as a tree that {@link #decode} reads back to an equal record. */
  public JsonNode print(Record record, PrintStyle style) {
    return shape.print(record, style);
  }

  /** The JSON Schema of a section. */
  public ObjectNode schema(Record defaults) {
    return shape.schema(defaults);
  }

  /** Everything of that type in the record, with its path below the section. */
  public <T> Map<ConfigPath, T> find(Record record, Class<T> type) {
    Map<ConfigPath, T> found = new LinkedHashMap<>();
    shape.visit(
        record,
        ConfigPath.ROOT,
        (path, value) -> {
          if (type.isInstance(value)) {
            found.put(path, type.cast(value));
          }
        });
    return found;
  }
}
