package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.ConfigTree;
import dev.ferrule.confmap.GoDuration;
import dev.ferrule.confmap.Opaque;
import dev.ferrule.confmap.PrintStyle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The types of a single value. A null stands for Go's zero value: empty, false, 0.
 *
 * <p>As in the Go Collector a float is cut to an integer where an integer is wanted, and a bare
 * integer as a duration is nanoseconds; any other kind but the one wanted is a problem.
 */
final class ScalarTypes {
  static final ValueType STRING =
      new ScalarType(
          (node, base, place) -> string(node, base, place, ""),
          (value, _) -> ConfigTree.string(value.toString()),
          Schemas.of("string"));
  static final ValueType OPAQUE =
      new ScalarType(
          ScalarTypes::opaque, ScalarTypes::secret, Schemas.of("string").put("writeOnly", true));
  static final ValueType BOOLEAN =
      new ScalarType(
          ScalarTypes::bool,
          (value, _) -> Schemas.NODES.booleanNode((Boolean) value),
          Schemas.of("boolean"));
  static final ValueType DOUBLE =
      new ScalarType(
          ScalarTypes::floating,
          (value, _) -> Schemas.NODES.numberNode((Double) value),
          Schemas.of("number"));
  static final ValueType DURATION =
      new ScalarType(
          ScalarTypes::duration,
          ScalarTypes::written,
          Schemas.of("string", "integer").put("pattern", GoDuration.PATTERN));
  static final ValueType INT =
      new ScalarType(
          (node, base, place) ->
              integer(node, base, place, Integer.MIN_VALUE, Integer.MAX_VALUE)
                      instanceof Long number
                  ? (Object) number.intValue()
                  : base,
          (value, _) -> Schemas.NODES.numberNode((Integer) value),
          Schemas.of("integer").put("maximum", Integer.MAX_VALUE));
  static final ValueType LONG =
      new ScalarType(
          (node, base, place) -> integer(node, base, place, Long.MIN_VALUE, Long.MAX_VALUE),
          (value, _) -> Schemas.NODES.numberNode((Long) value),
          Schemas.of("integer"));

  /** In nanoseconds; nothing in a collector is that quick. */
  private static final long HARDLY_MEANT = 1_000_000;

  private ScalarTypes() {}

  private static JsonNode secret(Object value, PrintStyle style) {
    return style.redacted()
        ? Schemas.NODES.stringNode(Opaque.REDACTED)
        : ConfigTree.string(((Opaque) value).value());
  }

  private static JsonNode written(Object value, PrintStyle style) {
    Duration duration = (Duration) value;
    return switch (style.durations()) {
      case TEXT -> Schemas.NODES.stringNode(GoDuration.print(duration));
      case NANOSECONDS -> Schemas.NODES.numberNode(duration.toNanos());
    };
  }

  /** The text of a string value; the fallback if there is a problem; {@code empty} for null. */
  static @Nullable Object string(
      ConfigNode node, @Nullable Object fallback, Place place, Object empty) {
    if (node.text() != null) {
      return node.text();
    }
    return switch (node) {
      case ScalarNode(_, String string, _) -> string;
      case ScalarNode(_, Object value, _) when value == null -> empty;
      default -> {
        place.expected("string", node, Meant.string(node));
        yield fallback;
      }
    };
  }

  private static @Nullable Object opaque(ConfigNode node, @Nullable Object base, Place place) {
    return string(node, null, place, "") instanceof String text ? new Opaque(text) : base;
  }

  private static @Nullable Object bool(ConfigNode node, @Nullable Object base, Place place) {
    return switch (node) {
      case ScalarNode(_, Boolean value, _) -> value;
      case ScalarNode(_, Object value, _) when value == null -> false;
      default -> {
        place.expected("bool", node, Meant.bool(node));
        yield base;
      }
    };
  }

  private static @Nullable Object integer(
      ConfigNode node, @Nullable Object base, Place place, long min, long max) {
    double value;
    switch (node) {
      case ScalarNode(_, Long number, _) -> {
        if (number >= min && number <= max) {
          return number;
        }
        value = number;
      }
      case ScalarNode(_, Double number, _) -> {
        // As a double, the largest long is one too large.
        if (number >= min && number <= max && number < 0x1p63) {
          return number.longValue();
        }
        value = number;
      }
      case ScalarNode(_, Object none, _) when none == null -> {
        return 0L;
      }
      default -> {
        place.expected("int", node, Meant.number(node));
        return base;
      }
    }
    place.problem(
        node,
        Double.isNaN(value) ? "not a number" : "out of range",
        "at least %d, at most %d".formatted(min, max));
    return base;
  }

  private static @Nullable Object floating(ConfigNode node, @Nullable Object base, Place place) {
    return switch (node) {
      case ScalarNode(_, Double value, _) -> value;
      case ScalarNode(_, Long value, _) -> value.doubleValue();
      case ScalarNode(_, Object value, _) when value == null -> 0.0;
      default -> {
        place.expected("float", node, Meant.number(node));
        yield base;
      }
    };
  }

  private static @Nullable Object duration(ConfigNode node, @Nullable Object base, Place place) {
    if (!(node instanceof ScalarNode(_, String text, _))) {
      boolean number =
          node instanceof ScalarNode scalar
              && (scalar.value() == null || scalar.value() instanceof Number);
      if (!number) {
        place.expected("duration", node, "write a number with a unit, such as 5s or 1h30m");
        return base;
      }
      if (!(integer(node, null, place, Long.MIN_VALUE, Long.MAX_VALUE) instanceof Long nanos)) {
        return base;
      }
      if (nanos > 0 && nanos < HARDLY_MEANT) {
        place
            .problems()
            .warn(
                node.position(),
                place.path(),
                "a number without a unit is nanoseconds",
                "write the unit, such as 5s");
      }
      return Duration.ofNanos(nanos);
    }
    try {
      return GoDuration.parse(text);
    } catch (IllegalArgumentException e) {
      place.problem(node, String.valueOf(e.getMessage()), MeantDuration.hint(text));
      return base;
    }
  }
}
