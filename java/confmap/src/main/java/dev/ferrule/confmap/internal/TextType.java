package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigTree;
import dev.ferrule.confmap.PrintStyle;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A type with a static {@code parse(String)} that throws {@code IllegalArgumentException}, and a
 * {@code toString} that it reads back.
 */
final class TextType implements ValueType {
  private final Class<?> type;
  private final Method parse;

  private TextType(Class<?> type, Method parse) {
    this.type = type;
    this.parse = parse;
  }

  static Optional<TextType> of(Class<?> type) {
    try {
      Method method = type.getDeclaredMethod("parse", String.class);
      boolean fits = Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type;
      if (!fits) {
        return Optional.empty();
      }
      Access.open(method);
      return Optional.of(new TextType(type, method));
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }

  @Override
  public @Nullable Object decode(ConfigNode node, @Nullable Object base, Place place) {
    if (node.isNull() && base != null) {
      return base;
    }
    if (!(ScalarTypes.string(node, null, place, "") instanceof String text)) {
      return base;
    }
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      place.problem(node, String.valueOf(e.getMessage()), null);
      return base;
    }
  }

  /** The value of that text; {@code IllegalArgumentException} says what is wrong with it. */
  Object parse(String text) {
    try {
      return parse.invoke(null, text);
    } catch (InvocationTargetException e) {
      throw Access.rethrown(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public JsonNode print(@Nullable Object value, PrintStyle style) {
    return value == null ? Schemas.NODES.nullNode() : ConfigTree.string(value.toString());
  }

  @Override
  public ObjectNode schema(@Nullable Object base) {
    ObjectNode schema = Schemas.of("string");
    if (!type.isEnum()) {
      return schema;
    }
    Map<String, Enum<?>> constants = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      constants.put(constant.toString().toLowerCase(Locale.ROOT), (Enum<?>) constant);
    }
    // Such types take any case, which an enum cannot say.
    ArrayNode examples = schema.putArray("examples");
    constants.keySet().forEach(examples::add);
    return Schemas.withConstants(schema, type, constants);
  }
}
