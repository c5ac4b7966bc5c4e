package dev.ferrule.nativehost;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.ConfigTree;
import dev.ferrule.confmap.ConfigType;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.PrintStyle;
import dev.ferrule.confmap.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The settings of a native component: JSON, laid over its defaults and checked by it. */
final class NativeConfigType implements ConfigType<NativeConfig> {
  private final Library library;
  private final NativeComponent component;
  private final Deadlines deadlines;

  NativeConfigType(Library library, NativeComponent component, Deadlines deadlines) {
    this.library = library;
    this.component = component;
    this.deadlines = deadlines;
  }

  @Override
  public NativeConfig defaults() {
    return new NativeConfig(Json.MAPPER.writeValueAsString(library.settings(component).defaults()));
  }

  @Override
  public NativeConfig decode(@Nullable ConfigNode node, ConfigPath path, Problems problems) {
    int before = problems.count();
    NativeConfig config = overlay(node, path, problems);
    if (problems.count() == before && problems.hasRules()) {
      Outcome outcome = library.validate(component, config.json(), deadlines);
      if (outcome.failed()) {
        explain(outcome, node, path, problems);
      }
    }
    return config;
  }

  @Override
  public JsonNode print(NativeConfig config, PrintStyle style) {
    JsonNode settings = Json.read(config.json());
    return ConfigTree.escaped(
        style.redacted() ? SecretMask.over(settings, library.settings(component)) : settings);
  }

  /** The component's own schema, or one that says no more than which keys have defaults. */
  @Override
  public ObjectNode schema() {
    ComponentSettings settings = library.settings(component);
    if (settings.schema().isPresent()) {
      return settings.schema().get().deepCopy();
    }
    ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    settings
        .defaults()
        .properties()
        .forEach(entry -> properties.putObject(entry.getKey()).set("default", entry.getValue()));
    return schema;
  }

  private NativeConfig overlay(@Nullable ConfigNode node, ConfigPath path, Problems problems) {
    return switch (node) {
      case null -> defaults();
      case ScalarNode scalar when scalar.value() == null -> defaults();
      case MapNode map ->
          new NativeConfig(
              Json.MAPPER.writeValueAsString(
                  new ConfigOverlay(problems)
                      .lay(library.settings(component).defaults(), map, path)));
      default -> {
        problems.add(
            node.position(),
            path,
            "expected map, got " + node.kind(),
            "write the settings of " + component.type() + " as keys below it");
        yield defaults();
      }
    };
  }

  /** Adds a problem for each entry of the detail, or one if there is no usable detail. */
  private void explain(
      Outcome outcome, @Nullable ConfigNode node, ConfigPath path, Problems problems) {
    int before = problems.count();
    if (outcome.code() == Abi.E_CONFIG && !outcome.detailJson().isEmpty()) {
      for (JsonNode entry : entries(outcome.detailJson())) {
        String message = entry.path("message").asString("");
        if (!message.isEmpty()) {
          String pointer = entry.path("pointer").asString("");
          boolean atKey = entry.path("at").asString("").equals("key");
          ConfigPointer place = ConfigPointer.follow(pointer, atKey, node, path);
          String hint = entry.path("hint").asString("");
          if (atKey) {
            hint = MeantKey.hint(pointer, library.settings(component)).orElse(hint);
          }
          problems.add(place.position(), place.path(), message, hint.isEmpty() ? null : hint);
        }
      }
    }
    if (problems.count() == before) {
      @Nullable Position position = node == null ? null : node.position();
      problems.add(position, path, outcome.describe());
    }
  }

  private static Iterable<JsonNode> entries(String detailJson) {
    try {
      return Json.read(detailJson);
    } catch (JacksonException e) {
      // The message says what is wrong, only not where.
      return Json.MAPPER.createArrayNode();
    }
  }
}
