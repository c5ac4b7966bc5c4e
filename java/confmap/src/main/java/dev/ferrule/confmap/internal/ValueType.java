package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.PrintStyle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How one Java type is decoded, printed and described. */
interface ValueType {

  /**
   * Decodes a value that was written.
   *
   * @param node the value, possibly a null scalar
   * @param base the default; null if there is none, as for elements of lists
   * @param place gets the problems
   * @return the value; the base if a problem was reported
   */
  @Nullable Object decode(ConfigNode node, @Nullable Object base, Place place);

  /** What a setting has that was not written. Reports rules that the default itself breaks. */
  default @Nullable Object absent(@Nullable Object base, Place place) {
    return base;
  }

  /**
   * The value as a tree that {@link #decode} reads back to an equal value.
   *
   * @param value of this type; null prints as null
   */
  JsonNode print(@Nullable Object value, PrintStyle style);

  /**
   * The JSON Schema of what is written for a value of this type.
   *
   * @param base the default, which ends up in the schema; null if there is none
   */
  ObjectNode schema(@Nullable Object base);

  /** The shape of the record that a map is read into; null if it is none. */
  default @Nullable RecordShape record() {
    return null;
  }

  /** Shows the value, and every value in it, to the visitor. */
  default void visit(@Nullable Object value, ConfigPath path, Visitor visitor) {
    if (value != null) {
      visitor.visit(path, value);
    }
  }

  /** Sees values with their paths. */
  interface Visitor {
    void visit(ConfigPath path, Object value);
  }
}
