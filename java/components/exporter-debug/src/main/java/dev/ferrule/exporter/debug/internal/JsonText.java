package dev.ferrule.exporter.debug.internal;

import dev.ferrule.pdata.AnyValueView;
import dev.ferrule.pdata.KeyValueView;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lists and maps as compact JSON, as Go writes it: keys sorted by their bytes, of equal keys the
 * last, bytes in base64. A number that JSON does not have makes the whole text empty.
 */
final class JsonText {
  private static final Comparator<String> BY_BYTES =
      (left, right) ->
          Arrays.compareUnsigned(
              left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  private static final int FIRST_PRINTABLE = 0x20;

  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  static String of(AnyValueView value) {
    JsonText text = new JsonText();
    return text.append(value) ? text.out.toString() : "";
  }

  /** Returns false if the value cannot be written. */
  private boolean append(AnyValueView value) {
    switch (value) {
      case AnyValueView.Empty _ -> out.append("null");
      case AnyValueView.StringValue text -> append(text.value());
      case AnyValueView.BoolValue bool -> out.append(bool.value());
      case AnyValueView.IntValue integer -> out.append(integer.value());
      case AnyValueView.DoubleValue number -> {
        if (!Double.isFinite(number.value())) {
          return false;
        }
        out.append(GoNumbers.json(number.value()));
      }
      case AnyValueView.BytesValue bytes -> {
        if (bytes.value().size() == 0) {
          out.append("null");
        } else {
          out.append('"').append(ValueText.base64(bytes.value())).append('"');
        }
      }
      case AnyValueView.ArrayValue array -> {
        return append(array);
      }
      case AnyValueView.KeyValueList map -> {
        return append(map);
      }
    }
    return true;
  }

  private boolean append(AnyValueView.ArrayValue array) {
    char separator = '[';
    for (AnyValueView element : array.values()) {
      out.append(separator);
      separator = ',';
      if (!append(element)) {
        return false;
      }
    }
    out.append(array.values().isEmpty() ? "[]" : "]");
    return true;
  }

  private boolean append(AnyValueView.KeyValueList list) {
    Map<String, AnyValueView> map = new TreeMap<>(BY_BYTES);
    for (KeyValueView entry : list.values()) {
      map.put(entry.key(), entry.value());
    }
    char separator = '{';
    for (Map.Entry<String, AnyValueView> entry : map.entrySet()) {
      out.append(separator);
      separator = ',';
      append(entry.getKey());
      out.append(':');
      if (!append(entry.getValue())) {
        return false;
      }
    }
    out.append(map.isEmpty() ? "{}" : "}");
    return true;
  }

  private void append(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        // Line ends in JavaScript, not in JSON.
        case '\u2028', '\u2029' -> out.append("\\u").append(Integer.toHexString(c));
        default -> {
          if (c < FIRST_PRINTABLE) {
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
