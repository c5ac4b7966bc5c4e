package dev.ferrule.confmap.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One component of a settings record.
 *
 * @param description what users read of it; may be empty
 * @param inline whether the keys of the record it holds stand among those around it
 */
record RecordSetting(
    String key, ValueType type, Method accessor, boolean inline, String description) {

  List<String> keys() {
    return inline && type instanceof RecordShape shape ? shape.keys() : List.of(key);
  }

  /** Its value in a record. */
  @Nullable Object read(Object record) {
    try {
      return accessor.invoke(record);
    } catch (InvocationTargetException e) {
      throw Access.rethrown(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
