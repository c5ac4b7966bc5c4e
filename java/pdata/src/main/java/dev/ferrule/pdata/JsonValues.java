package dev.ferrule.pdata;

import java.util.HexFormat;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Writes single values, without their tags, as OTLP/JSON has them. One thread. */
final class JsonValues {
  /** Ids have as many hex digits, or twice as many. */
  private static final int DIGITS_OF_LONG = 2 * Long.BYTES;

  private final JsonParser json;
  private final WireWriter out;
  private final Utf8Encoder utf8;
  private final Base64Decoder base64;
  private final JsonText text = new JsonText();

  JsonValues(JsonParser json, WireWriter out) {
    this.json = json;
    this.out = out;
    this.utf8 = new Utf8Encoder(out);
    this.base64 = new Base64Decoder(out);
  }

  /**
   * Writes the value at which the parser stands.
   *
   * @param field of any kind but {@link FieldKind#MESSAGE}
   * @return whether it is what no value stands for: zero, or empty
   * @throws MalformedOtlpException if a field of that kind does not hold it
   */
  boolean write(Field field, JsonToken token) {
    return switch (field.kind) {
      case STRING -> string(token);
      case BYTES -> bytes(token);
      case TRACE_ID, SPAN_ID -> id(field.idLength, token);
      case BOOL -> bool(token);
      case DOUBLE -> fraction(token);
      case ENUM -> token == JsonToken.VALUE_STRING ? enumName(field) : integer(field, token);
      default -> integer(field, token);
    };
  }

  private boolean string(JsonToken token) {
    int start = out.begin();
    // A null can be here as an element of a list only.
    if (token != JsonToken.VALUE_NULL) {
      JsonPlace.expect(JsonToken.VALUE_STRING, token);
      json.readString(utf8);
      utf8.finish();
    }
    return out.end(start) == 0;
  }

  private boolean bytes(JsonToken token) {
    JsonPlace.expect(JsonToken.VALUE_STRING, token);
    int start = out.begin();
    json.readString(base64);
    base64.finish();
    return out.end(start) == 0;
  }

  private boolean id(int idLength, JsonToken token) {
    JsonPlace.expect(JsonToken.VALUE_STRING, token);
    text.take(json);
    int digits = text.length();
    if (digits != 2 * idLength && digits != 0) {
      throw new MalformedOtlpException(
          "%s has %d characters: an id has %d hex digits, or none"
              .formatted(text.quoted(), digits, 2 * idLength));
    }
    out.octet(digits / 2);
    for (int at = 0; at < digits; at += DIGITS_OF_LONG) {
      out.fixed64(Long.reverseBytes(hex(at)));
    }
    return digits == 0;
  }

  private long hex(int start) {
    long value = 0;
    for (int at = start; at < start + DIGITS_OF_LONG; at++) {
      char digit = text.chars()[at];
      if (!HexFormat.isHexDigit(digit)) {
        throw new MalformedOtlpException("%s is not hex".formatted(text.quoted()));
      }
      value = value << 4 | HexFormat.fromHexDigit(digit);
    }
    return value;
  }

  private boolean bool(JsonToken token) {
    if (!token.isBoolean()) {
      throw JsonPlace.unexpected("true or false", token);
    }
    boolean value = token == JsonToken.VALUE_TRUE;
    out.octet(value ? 1 : 0);
    return !value;
  }

  private boolean enumName(Field field) {
    text.take(json);
    Integer number = field.enumNumbers.get(text.toString());
    if (number == null) {
      throw new MalformedOtlpException(
          "%s is no name that is known here; write the number".formatted(text.quoted()));
    }
    out.varint(number);
    return number == 0;
  }

  private boolean integer(Field field, JsonToken token) {
    takeNumber(token);
    long value = JsonNumber.integer(text, field.kind);
    switch (field.kind) {
      case FIXED32 -> out.fixed32((int) value);
      case FIXED64, SFIXED64 -> out.fixed64(value);
      case SINT32 -> out.varint((value << 1 ^ value >> 63) & 0xFFFF_FFFFL);
      default -> out.varint(value);
    }
    return value == 0;
  }

  private boolean fraction(JsonToken token) {
    takeNumber(token);
    long value = Double.doubleToLongBits(JsonNumber.fraction(text));
    out.fixed64(value);
    return value == 0;
  }

  private void takeNumber(JsonToken token) {
    if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
      throw JsonPlace.unexpected("a number", token);
    }
    text.take(json);
  }
}
