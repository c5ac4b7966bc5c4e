package dev.ferrule.pdata;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;

/** Says what is wrong in a JSON document, and where. What the sender wrote is cut short. */
final class JsonPlace {
  private static final int MAX_QUOTE = 40;

  private JsonPlace() {}

  /**
   * An exception with line, column and path.
   *
   * @param json a parser that stands where the path leads
   */
  static MalformedOtlpException malformed(
      JsonParser json, TokenStreamLocation at, @Nullable String what) {
    StringBuilder path = new StringBuilder();
    append(path, json.streamReadContext());
    return new MalformedOtlpException(
        "line %d, column %d: %s%s%s"
            .formatted(at.getLineNr(), at.getColumnNr(), path, path.isEmpty() ? "" : ": ", what));
  }

  private static void append(StringBuilder path, TokenStreamContext context) {
    if (context.inRoot()) {
      return;
    }
    append(path, context.getParent());
    if (context.inObject()) {
      if (context.hasCurrentName()) {
        path.append(path.isEmpty() ? "" : ".").append(printable(context.currentName()));
      }
    } else if (context.hasCurrentIndex()) {
      path.append('[').append(context.getCurrentIndex()).append(']');
    }
  }

  /** What was written, in quotes. */
  static String quote(String text) {
    return '"' + printable(text) + '"';
  }

  private static String printable(String text) {
    int length = Math.min(text.length(), MAX_QUOTE);
    StringBuilder printable = new StringBuilder(length + 1);
    text.substring(0, length)
        .codePoints()
        .map(c ->
            Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
        .forEach(printable::appendCodePoint);
    return printable.append(length < text.length() ? "…" : "").toString();
  }

  /**
   * Requires a token.
   *
   * @throws MalformedOtlpException if it is another one, or the document is at its end
   */
  static void expect(JsonToken expected, @Nullable JsonToken token) {
    if (token != expected) {
      throw unexpected(name(expected), token);
    }
  }

  /** A value of another kind than the field has. */
  static MalformedOtlpException unexpected(String expected, @Nullable JsonToken token) {
    return new MalformedOtlpException("expected %s, found %s".formatted(expected, name(token)));
  }

  private static String name(@Nullable JsonToken token) {
    return switch (token) {
      case null -> "nothing";
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      case VALUE_NULL -> "null";
      default -> token.name();
    };
  }
}
