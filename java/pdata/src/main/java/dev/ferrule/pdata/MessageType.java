package dev.ferrule.pdata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.sym.BinaryNameMatcher;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/** A kind of OTLP message: its fields by number and by name. Immutable once it is defined. */
final class MessageType {
  /** Where OTLP had the items before instrumentation libraries became scopes. */
  private static final int REMOVED = 1000;

  private final String name;

  /** How many items a message of this kind is: one span, data point or log record, or none. */
  final int items;

  private Field[] byNumber = {};
  private PropertyNameMatcher names = BinaryNameMatcher.constructFrom(List.of(), true);
  private Field[] byName = {};
  private @Nullable String removedName;
  private Set<String> removedNames = Set.of();
  private long choices;

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
    if (highest >= Long.SIZE) {
      throw new IllegalArgumentException("%s: %d fits no bit of a long".formatted(name, highest));
    }
    Map<String, Field> named = new LinkedHashMap<>();
    byNumber = new Field[highest + 1];
    for (Field field : fields) {
      byNumber[field.number] = field;
      named.put(field.protoName, field);
      named.put(field.jsonName, field);
    }
    names =
        BinaryNameMatcher.constructFrom(
            named.keySet().stream().map(Named::fromString).toList(), false);
    byName = named.values().toArray(Field[]::new);
    return this;
  }

  /** Says how field 1000, which held the items in an old OTLP, was called. */
  MessageType removed(String protoName) {
    removedName = protoName;
    removedNames = Set.of(protoName, Field.jsonName(protoName));
    return this;
  }

  /** Says which fields exclude each other: the members of the one oneof. */
  MessageType choice(int... numbers) {
    for (int number : numbers) {
      choices |= 1L << number;
    }
    return this;
  }

  /** Whether it and some other fields exclude each other. */
  boolean isChoice(Field field) {
    return (choices & 1L << field.number) != 0;
  }

  /** The field of that number, or null if it is unknown. */
  @Nullable Field field(int number) {
    return number < byNumber.length ? byNumber[number] : null;
  }

  /** Finds a name, in either spelling, in the bytes that a parser has before it. */
  PropertyNameMatcher names() {
    return names;
  }

  /** The field that {@link #names} found, or null if it found none. */
  @Nullable Field matched(int match) {
    return match < 0 ? null : byName[match];
  }

  /**
   * The name of a field that must not be passed over although it is no longer known: telemetry in
   * it would be acknowledged and lost. Null for any other number.
   */
  @Nullable String removedName(int number) {
    return number == REMOVED ? removedName : null;
  }

  /** The same by its name, in either spelling. */
  boolean isRemoved(String fieldName) {
    return removedNames.contains(fieldName);
  }

  @Override
  public String toString() {
    return name;
  }
}
