package dev.ferrule.service;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the fields of a log line as JSON, with a blank after colons and commas as zap does. */
final class JsonText {
  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  /** A JSON object. Values are maps, iterables, numbers, booleans, null, or are printed as text. */
  static String object(Map<?, ?> fields) {
    JsonText text = new JsonText();
    text.map(fields);
    return text.out.toString();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case Boolean bool -> out.append(bool);
      case Double number when !Double.isFinite(number) -> string(number.toString());
      case Float number when !Float.isFinite(number) -> string(number.toString());
      case Number number -> out.append(number);
      case Map<?, ?> map -> map(map);
      case Iterable<?> list -> list(list);
      default -> string(value.toString());
    }
  }

  private void map(Map<?, ?> map) {
    out.append('{');
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      string(String.valueOf(entry.getKey()));
      out.append(": ");
      value(entry.getValue());
      if (entries.hasNext()) {
        out.append(", ");
      }
    }
    out.append('}');
  }

  private void list(Iterable<?> list) {
    out.append('[');
    Iterator<?> elements = list.iterator();
    while (elements.hasNext()) {
      value(elements.next());
      if (elements.hasNext()) {
        out.append(", ");
      }
    }
    out.append(']');
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
