package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.Position;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Gives a scalar its type, by its tag, its quotes and its text. */
final class ScalarReader {
  private static final String PREFIX = "tag:yaml.org,2002:";

  private ScalarReader() {}

  static Composed read(ScalarEvent event, String text, Position position) {
    String tag = event.getTag().orElse("");
    if (tag.isEmpty() || tag.equals("!")) {
      // To Go a lone ! says nothing.
      Object value = event.isPlain() ? GoScalar.resolve(text, true) : text;
      return composed(position, value, text, event.isPlain() && text.equals("<<"));
    }
    String type = tag.startsWith(PREFIX) ? tag.substring(PREFIX.length()) : "";
    return composed(position, tagged(type, text, position), text, type.equals("merge"));
  }

  private static @Nullable Object tagged(String type, String text, Position position) {
    return switch (type) {
      case "binary" -> binary(text, position);
      case "bool", "int", "float", "null", "timestamp" -> {
        Object value = GoScalar.resolve(text, type.equals("timestamp"));
        String found = type(value);
        if (type.equals("float") && value instanceof Number number) {
          yield number.doubleValue();
        }
        if (!found.equals(type)) {
          throw ConfigException.of(
              position, "cannot decode !!%s `%s` as a !!%s".formatted(found, text, type));
        }
        yield value;
      }
      // A string, or a tag that has no meaning here.
      default -> text;
    };
  }

  private static String type(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Boolean _ -> "bool";
      case Long _ -> "int";
      case BigInteger _ -> "int";
      case Double _ -> "float";
      case Instant _ -> "timestamp";
      default -> "str";
    };
  }

  private static String binary(String text, Position position) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.replaceAll("[\r\n]", ""));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ConfigException.of(position, "!!binary value contains invalid base64 data");
    }
  }

  private static Composed composed(
      Position position, @Nullable Object value, String text, boolean mergeKey) {
    if (value instanceof BigInteger large) {
      return Composed.scalar(
          new ScalarNode(position, large.doubleValue(), null),
          text,
          mergeKey,
          "unsupported type=uint64 for retrieved config, ensure that values are wrapped in quotes");
    }
    return Composed.scalar(new ScalarNode(position, value, null), text, mergeKey, null);
  }
}
