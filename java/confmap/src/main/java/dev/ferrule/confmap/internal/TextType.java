package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A type with a static {@code parse(String)} that throws {@code IllegalArgumentException}. */
final class TextType implements ValueType {
  private final Method parse;

  private TextType(Method parse) {
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
      return Optional.of(new TextType(method));
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }

  @Override
  public @Nullable Object decode(ConfigNode node, @Nullable Object base, Place place) {
    if (ValueType.isNull(node) && base != null) {
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
}
