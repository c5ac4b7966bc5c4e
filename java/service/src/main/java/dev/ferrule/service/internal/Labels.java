package dev.ferrule.service.internal;

import io.opentelemetry.api.common.Attributes;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The labels of one series, sorted by name. Immutable. */
final class Labels {
  static final Labels NONE = new Labels(new TreeMap<>());

  private final SortedMap<String, String> values;

  private Labels(SortedMap<String, String> values) {
    this.values = values;
  }

  /** These and one more. Values of names that become the same are joined. */
  Labels with(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(values);
    put(more, name, value);
    return new Labels(more);
  }

  /** These and all attributes, with something in front of their names. */
  Labels with(String prefix, Attributes attributes) {
    return with(prefix, attributes, _ -> true);
  }

  /** These and the attributes whose names are wanted. */
  Labels with(String prefix, Attributes attributes, Predicate<String> wanted) {
    SortedMap<String, String> more = new TreeMap<>(values);
    attributes.forEach((key, value) -> {
      if (wanted.test(key.getKey())) {
        put(more, prefix + key.getKey(), String.valueOf(value));
      }
    });
    return new Labels(more);
  }

  private static void put(SortedMap<String, String> into, String name, String value) {
    into.merge(PrometheusNames.label(name), value, (one, other) -> one + ";" + other);
  }

  /** {@code {a="1",b="2"}}, or nothing if there are none. */
  String text() {
    return values.isEmpty() ? "" : "{" + inner() + "}";
  }

  /** The same with the upper bound of a bucket, which comes last. */
  String bucketText(String bound) {
    return "{" + inner() + (values.isEmpty() ? "" : ",") + "le=\"" + bound + "\"}";
  }

  private String inner() {
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) -> {
      text.append(text.isEmpty() ? "" : ",").append(name).append("=\"");
      text.append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
      text.append('"');
    });
    return text.toString();
  }
}
