package dev.ferrule.exporter.debug.internal;

import dev.ferrule.pdata.AnyValueView;
import dev.ferrule.pdata.BytesView;
import java.util.Base64;

/** Attribute values as text. */
final class ValueText {
  private ValueText() {}

  /** The value alone: a string as it is, lists and maps as JSON, bytes in base64. */
  static String plain(AnyValueView value) {
    return switch (value) {
      case AnyValueView.Empty _ -> "";
      case AnyValueView.StringValue text -> text.value();
      case AnyValueView.BoolValue bool -> Boolean.toString(bool.value());
      case AnyValueView.IntValue integer -> Long.toString(integer.value());
      case AnyValueView.DoubleValue number -> number(number.value());
      case AnyValueView.BytesValue bytes -> base64(bytes.value());
      case AnyValueView.ArrayValue _, AnyValueView.KeyValueList _ -> JsonText.of(value);
    };
  }

  /** The value with its type: {@code Str(text)}. */
  static String typed(AnyValueView value) {
    String type =
        switch (value) {
          case AnyValueView.Empty _ -> "Empty";
          case AnyValueView.StringValue _ -> "Str";
          case AnyValueView.BoolValue _ -> "Bool";
          case AnyValueView.IntValue _ -> "Int";
          case AnyValueView.DoubleValue _ -> "Double";
          case AnyValueView.BytesValue _ -> "Bytes";
          case AnyValueView.ArrayValue _ -> "Slice";
          case AnyValueView.KeyValueList _ -> "Map";
        };
    return type + "(" + plain(value) + ")";
  }

  static String base64(BytesView bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    return GoNumbers.json(value);
  }
}
