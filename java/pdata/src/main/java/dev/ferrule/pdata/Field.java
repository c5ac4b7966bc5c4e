package dev.ferrule.pdata;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A field of an OTLP message. Fields of the same kind differ in number and name only. */
final class Field {
  final int number;

  /** As the .proto file has it, such as {@code trace_id}. */
  final String protoName;

  /** As OTLP/JSON has it, such as {@code traceId}. */
  final String jsonName;

  final FieldKind kind;
  final int wireType;

  /** How many bytes an id has, unless it has none; 0 if this is no id. */
  final int idLength;

  final boolean repeated;

  /** Whether a zero differs from no value: members of a oneof, and {@code optional} fields. */
  final boolean presence;

  /** What is nested, if the kind is {@link FieldKind#MESSAGE}. */
  final @Nullable MessageType message;

  /** Numbers by name, if the kind is {@link FieldKind#ENUM}. */
  final Map<String, Integer> enumNumbers;

  private Field(
      int number,
      String protoName,
      FieldKind kind,
      boolean repeated,
      boolean presence,
      @Nullable MessageType message,
      Map<String, Integer> enumNumbers) {
    this.number = number;
    this.protoName = protoName;
    this.jsonName = jsonName(protoName);
    this.kind = kind;
    this.wireType = kind.wireType();
    this.idLength = kind.idLength();
    this.repeated = repeated;
    this.presence = presence;
    this.message = message;
    this.enumNumbers = enumNumbers;
  }

  static Field of(int number, String protoName, FieldKind kind) {
    return new Field(number, protoName, kind, false, false, null, Map.of());
  }

  static Field of(int number, String protoName, MessageType message) {
    return new Field(number, protoName, FieldKind.MESSAGE, false, true, message, Map.of());
  }

  static Field of(int number, String protoName, Map<String, Integer> enumNumbers) {
    return new Field(number, protoName, FieldKind.ENUM, false, false, null, enumNumbers);
  }

  static Field repeated(int number, String protoName, FieldKind kind) {
    return new Field(number, protoName, kind, true, true, null, Map.of());
  }

  static Field repeated(int number, String protoName, MessageType message) {
    return new Field(number, protoName, FieldKind.MESSAGE, true, true, message, Map.of());
  }

  /** A field in which zero is a value: {@code optional}, or a member of a oneof. */
  static Field present(int number, String protoName, FieldKind kind) {
    return new Field(number, protoName, kind, false, true, null, Map.of());
  }

  /** Whether a field of type {@link WireType#LEN} may hold many values of this one. */
  boolean packed() {
    return repeated && kind.packable();
  }

  /** The lowerCamelCase form of a name. */
  static String jsonName(String protoName) {
    StringBuilder camel = new StringBuilder(protoName.length());
    boolean upper = false;
    for (int i = 0; i < protoName.length(); i++) {
      char c = protoName.charAt(i);
      if (c == '_') {
        upper = true;
      } else {
        camel.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return camel.toString();
  }
}
