package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigTree;
import dev.ferrule.confmap.Inline;
import dev.ferrule.confmap.Key;
import dev.ferrule.confmap.NameValueList;
import dev.ferrule.confmap.NotYet;
import dev.ferrule.confmap.NullIsNone;
import dev.ferrule.confmap.Opaque;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings records. Whatever cannot be decoded is refused here, when the program starts, with
 * an {@code IllegalArgumentException}.
 */
final class ShapeBuilder {
  private static final ValueType NODE =
      new ScalarType(
          (node, _, _) -> node,
          (value, _) -> ConfigTree.of((ConfigNode) value),
          Schemas.NODES.objectNode());

  private final Map<Class<?>, RecordShape> shapes = new HashMap<>();

  RecordShape shape(Class<?> type) {
    RecordShape known = shapes.get(type);
    if (known != null) {
      return known;
    }
    SettingTexts texts = new SettingTexts(type);
    RecordShape shape = new RecordShape(constructor(type), notYet(type), texts.description());
    // Before its settings, so that a record may hold a list of itself.
    shapes.put(type, shape);
    for (RecordComponent component : type.getRecordComponents()) {
      Access.open(component.getAccessor());
      boolean inline = component.isAnnotationPresent(Inline.class);
      ValueType value = type(component.getGenericType(), component);
      if (inline && !(value instanceof RecordShape)) {
        throw unknown(component, component.getGenericType());
      }
      shape.add(
          new RecordSetting(
              key(component),
              value,
              component.getAccessor(),
              inline,
              texts.of(component.getName())));
    }
    requireDistinct(type, shape.keys());
    return shape;
  }

  private ValueType type(Type type, RecordComponent component) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic, component);
    }
    if (!(type instanceof Class<?> plain)) {
      throw unknown(component, type);
    }
    ValueType scalar = scalar(plain);
    if (scalar != null) {
      return scalar;
    }
    Optional<TextType> text = TextType.of(plain);
    if (text.isPresent()) {
      return text.get();
    }
    if (plain.isEnum()) {
      return new EnumType(plain);
    }
    if (plain.isRecord()) {
      return shape(plain);
    }
    throw unknown(component, type);
  }

  private static @Nullable ValueType scalar(Class<?> type) {
    if (type == String.class) {
      return ScalarTypes.STRING;
    } else if (type == Opaque.class) {
      return ScalarTypes.OPAQUE;
    } else if (type == boolean.class || type == Boolean.class) {
      return ScalarTypes.BOOLEAN;
    } else if (type == int.class || type == Integer.class) {
      return ScalarTypes.INT;
    } else if (type == long.class || type == Long.class) {
      return ScalarTypes.LONG;
    } else if (type == double.class || type == Double.class) {
      return ScalarTypes.DOUBLE;
    } else if (type == Duration.class) {
      return ScalarTypes.DURATION;
    }
    return type == ConfigNode.class ? NODE : null;
  }

  private ValueType generic(ParameterizedType type, RecordComponent component) {
    Type[] arguments = type.getActualTypeArguments();
    Type last = arguments[arguments.length - 1];
    ValueType value = type(last, component);
    if (type.getRawType() == Optional.class) {
      boolean nullIsNone = component.isAnnotationPresent(NullIsNone.class);
      return new OptionalType(value, base(last, component), nullIsNone);
    } else if (type.getRawType() == List.class) {
      return new ListType(value, base(last, component), last == String.class);
    } else if (component.isAnnotationPresent(NameValueList.class)) {
      return new NameValueType(value);
    } else if (type.getRawType() == Map.class) {
      if (arguments[0] == String.class) {
        return new MapType(null, value, base(last, component));
      } else if (type(arguments[0], component) instanceof TextType key) {
        return new MapType(key, value, base(last, component));
      }
    }
    throw unknown(component, type);
  }

  /** What a record in an optional, list or map is laid over; null for other types. */
  private static @Nullable Object base(Type type, RecordComponent component) {
    if (!(type instanceof Class<?> plain) || !plain.isRecord() || plain == Opaque.class) {
      return null;
    }
    if (TextType.of(plain).isPresent()) {
      return null;
    }
    String own = snake(component.getName()).toUpperCase(Locale.ROOT) + "_DEFAULTS";
    Object base = constant(component.getDeclaringRecord(), own, plain);
    if (base == null) {
      base = constant(plain, "DEFAULTS", plain);
    }
    if (base == null) {
      throw new IllegalArgumentException(
          "%s needs defaults: a static %s %s in %s, or DEFAULTS in %s"
              .formatted(
                  component,
                  plain.getSimpleName(),
                  own,
                  component.getDeclaringRecord().getName(),
                  plain.getName()));
    }
    return base;
  }

  private static @Nullable Object constant(Class<?> holder, String name, Class<?> type) {
    try {
      Field field = holder.getDeclaredField(name);
      if (!Modifier.isStatic(field.getModifiers()) || field.getType() != type) {
        return null;
      }
      Access.open(field);
      return field.get(null);
    } catch (NoSuchFieldException e) {
      return null;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Constructor<?> constructor(Class<?> type) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      Access.open(constructor);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> notYet(Class<?> type) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (NotYet annotation : type.getAnnotationsByType(NotYet.class)) {
      reasons.put(annotation.key(), annotation.reason());
    }
    return reasons;
  }

  private static String key(RecordComponent component) {
    Key key = component.getAnnotation(Key.class);
    return key == null ? snake(component.getName()) : key.value();
  }

  private static String snake(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  private static void requireDistinct(Class<?> type, List<String> keys) {
    if (keys.stream().distinct().count() != keys.size()) {
      throw new IllegalArgumentException(type.getName() + " has a key twice: " + keys);
    }
  }

  private static IllegalArgumentException unknown(RecordComponent component, Type type) {
    return new IllegalArgumentException(
        "%s of %s cannot be configured: %s"
            .formatted(component.getName(), component.getDeclaringRecord().getName(), type));
  }
}
