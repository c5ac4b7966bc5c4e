package dev.ferrule.nativehost;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Problems;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The checks of what a component says of its settings, and of those that it should accept. */
final class SettingsChecks {
  private final CheckRun run;
  private final CheckedComponent component;
  private final @Nullable MapNode given;
  private @Nullable ObjectNode defaults;
  private @Nullable ObjectNode schema;
  private @Nullable String accepted;
  private List<ComponentId> dependencies = List.of();

  /**
   * Checks that are not made yet.
   *
   * @param given settings to be laid over the defaults, if there are any
   */
  SettingsChecks(CheckRun run, CheckedComponent component, @Nullable MapNode given) {
    this.run = run;
    this.component = component;
    this.given = given;
  }

  /** Makes them. */
  void make() {
    run.check(
        "default_config gives a JSON object",
        "default_config: the settings of an empty section, a JSON object",
        () -> defaults = component.defaultConfig().object());
    run.check("default_config gives the same again", "default_config: pure", this::checkPure);
    run.check(
        "config_schema gives a JSON Schema that has every default",
        "config_schema: a JSON Schema of the settings",
        this::checkSchema);
    run.check(
        given == null ? "validate accepts the defaults" : "validate accepts the settings given",
        "validate: the defaults with the user's section laid over them",
        this::checkAccepted);
    run.check(
        "dependencies gives ids",
        "dependencies: a JSON array of strings, the ids of extensions",
        this::checkDependencies);
  }

  /** Settings that the component accepts; empty if there are none. */
  Optional<String> accepted() {
    return Optional.ofNullable(accepted);
  }

  /** The extensions that a component with those settings needs. */
  List<ComponentId> dependencies() {
    return dependencies;
  }

  /** The defaults with a key that no component has; empty if its schema allows such keys. */
  Optional<String> withUnknownKey() {
    JsonNode more =
        schema == null ? Json.MAPPER.missingNode() : schema.path("additionalProperties");
    if (more.isObject()
        || more.asBoolean(false)
        || (schema != null && schema.has("patternProperties"))) {
      return Optional.empty();
    }
    ObjectNode settings = defaults == null ? Json.MAPPER.createObjectNode() : defaults.deepCopy();
    return Optional.of(Json.MAPPER.writeValueAsString(settings.put("no_such_key_in_any", 1)));
  }

  private void checkPure() throws CheckStop {
    String first = component.defaultConfig().mustSucceed().text();
    if (!first.equals(component.defaultConfig().mustSucceed().text())) {
      throw CheckStop.failed("the second time it gave something else");
    }
  }

  private void checkSchema() throws CheckStop {
    if (Memory.isNull(component.table().configSchema())) {
      throw CheckStop.skipped("offers no schema");
    }
    ObjectNode offered = component.configSchema().object();
    schema = offered;
    if (!offered.path("type").asString("").equals("object")) {
      throw CheckStop.failed("the type in the schema is not \"object\"");
    }
    JsonNode properties = offered.path("properties");
    if (properties.isMissingNode()) {
      throw CheckStop.skipped("the schema names no properties");
    }
    List<String> missing =
        defaults == null
            ? List.of()
            : defaults.propertyNames().stream().filter(key -> !properties.has(key)).toList();
    if (!missing.isEmpty()) {
      throw CheckStop.failed("the schema does not have the defaults " + String.join(", ", missing));
    }
  }

  private void checkAccepted() throws CheckStop {
    ObjectNode base = defaults;
    if (base == null) {
      throw CheckStop.skipped("there are no defaults");
    }
    String settings = overlay(base, given);
    Answer answer = component.validate(settings);
    if (given == null && answer.code() == Abi.E_CONFIG) {
      answer.mustBeSound();
      throw CheckStop.skipped("needs settings: " + answer.message());
    }
    answer.mustSucceed();
    accepted = settings;
  }

  /** The settings given, if there are any, over the defaults. Fails the check if that cannot be. */
  static String overlay(ObjectNode defaults, @Nullable MapNode given) throws CheckStop {
    Problems problems = new Problems();
    ObjectNode settings =
        given == null
            ? defaults
            : new ConfigOverlay(problems).lay(defaults, given, ConfigPath.ROOT);
    if (problems.count() > 0) {
      throw CheckStop.failed("the settings given: " + problems.all().getFirst());
    }
    return Json.MAPPER.writeValueAsString(settings);
  }

  private void checkDependencies() throws CheckStop {
    if (Memory.isNull(component.table().dependencies())) {
      throw CheckStop.skipped("has no dependencies");
    }
    if (accepted == null) {
      throw CheckStop.skipped("there are no settings that it accepts");
    }
    Answer answer = component.dependencies(accepted).mustSucceed();
    try {
      dependencies = Dependencies.parse(answer.text());
    } catch (ComponentException e) {
      throw CheckStop.failed(String.valueOf(e.getMessage()));
    }
  }
}
