package dev.ferrule.pdata;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A kind of OTLP message: its fields by number and by name. Immutable once it is defined. */
final class MessageType {
  /** Where OTLP had the items before instrumentation libraries became scopes. */
  private static final int REMOVED = 1000;

  private final String name;

  /** How many items a message of this kind is: one span, data point or log record, or none. */
  final int items;

  private Field[] byNumber = {};
  private Map<String, Field> byName = Map.of();
  private @Nullable String removedName;

  private MessageType(String name, int items) {
    this.name = name;
    this.items = items;
  }

  static MessageType named(String name) {
    return new MessageType(name, 0);
  }

  static MessageType item(String name) {
    return new MessageType(name, 1);
  }

  /** Says what the fields are. Apart from the constructor, so that messages can nest themselves. */
  MessageType define(Field... fields) {
    int highest = 0;
    for (Field field : fields) {
      highest = Math.max(highest, field.number);
    }
    Map<String, Field> names = new HashMap<>();
    byNumber = new Field[highest + 1];
    for (Field field : fields) {
      byNumber[field.number] = field;
      names.put(field.protoName, field);
      names.put(field.jsonName, field);
    }
    byName = Map.copyOf(names);
    return this;
  }

  /** Says how field 1000, which held the items in an old OTLP, was called. */
  MessageType removed(String protoName) {
    removedName = protoName;
    return this;
  }

  /** The field of that number, or null if it is unknown. */
  @Nullable Field field(int number) {
    return number < byNumber.length ? byNumber[number] : null;
  }

  /** The field of that name, in either spelling, or null if it is unknown. */
  @Nullable Field field(String fieldName) {
    return byName.get(fieldName);
  }

  /**
   * The name of a field that must not be passed over although it is no longer known: telemetry in
   * it would be acknowledged and lost. Null for any other number.
   */
  @Nullable String removedName(int number) {
    return number == REMOVED ? removedName : null;
  }

  @Override
  public String toString() {
    return name;
  }
}
