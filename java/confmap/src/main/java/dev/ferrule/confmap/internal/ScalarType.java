package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.PrintStyle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type of single values.
 *
 * @param decoding see {@link ValueType#decode}
 * @param printing see {@link ValueType#print}
 * @param pattern of its schemas; never given away itself
 */
record ScalarType(Decoding decoding, Printing printing, ObjectNode pattern) implements ValueType {

  /** Reads a value. */
  interface Decoding {
    @Nullable Object decode(ConfigNode node, @Nullable Object base, Place place);
  }

  /** Writes a value. */
  interface Printing {
    JsonNode print(Object value, PrintStyle style);
  }

  @Override
  public @Nullable Object decode(ConfigNode node, @Nullable Object base, Place place) {
    return decoding.decode(node, base, place);
  }

  @Override
  public JsonNode print(@Nullable Object value, PrintStyle style) {
    return value == null ? Schemas.NODES.nullNode() : printing.print(value, style);
  }

  @Override
  public ObjectNode schema(@Nullable Object base) {
    return pattern.deepCopy();
  }
}
