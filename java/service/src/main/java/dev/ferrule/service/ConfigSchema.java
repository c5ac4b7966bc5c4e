package dev.ferrule.service;

import dev.ferrule.component.Factories;
import dev.ferrule.component.Factory;
import dev.ferrule.component.Kind;
import dev.ferrule.pdata.Signal;
import dev.ferrule.service.internal.EditorSchema;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema of a whole configuration, draft 2020-12, for editors. */
public final class ConfigSchema {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
  // As the Collector reads ids: a type, and a name after a slash.
  private static final String ID = "^\\s*(%s)\\s*(/.+)?$";

  private static final Map<Kind, String> DESCRIPTIONS =
      Map.of(
          Kind.RECEIVER, "Where telemetry comes from, by `type` or `type/name`.",
          Kind.PROCESSOR, "What is done to telemetry on its way, by `type` or `type/name`.",
          Kind.EXPORTER, "Where telemetry goes, by `type` or `type/name`.",
          Kind.CONNECTOR, "What joins pipelines, by `type` or `type/name`.",
          Kind.EXTENSION, "What runs beside the pipelines, by `type` or `type/name`.");

  private ConfigSchema() {}

  /**
   * The schema of configurations made of those components. Wherever the Collector expands a {@code
   * ${}} reference, the schema accepts one.
   *
   * @return an object that belongs to the caller
   */
  public static ObjectNode of(Factories factories) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", DRAFT);
    schema.put("title", "Collector configuration");
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    ObjectNode definitions = schema.putObject("$defs");
    definitions.set("reference", EditorSchema.reference());
    for (Kind kind : Kind.values()) {
      properties.set(kind.section(), section(kind, factories, definitions));
    }
    properties.set("service", service());
    return schema;
  }

  private static ObjectNode section(Kind kind, Factories factories, ObjectNode definitions) {
    ObjectNode section = EditorSchema.mayBeEmpty("object");
    section.put("description", DESCRIPTIONS.get(kind));
    section.put("additionalProperties", false);
    ObjectNode properties = section.putObject("properties");
    ObjectNode patterns = section.putObject("patternProperties");
    for (String type : factories.types(kind)) {
      factories
          .find(kind, type)
          .ifPresent(factory -> {
            String name = kind.section() + "." + factory.type();
            definitions.set(name, EditorSchema.lenient(factory.config().schema()));
            properties.set(type, use(name, type, factory));
            patterns.set(ID.formatted(type), use(name, type, factory));
          });
    }
    return section;
  }

  private static ObjectNode use(String definition, String type, Factory<?> factory) {
    ObjectNode use = JsonNodeFactory.instance.objectNode().put("$ref", "#/$defs/" + definition);
    if (!type.equals(factory.type())) {
      use.put("deprecated", true);
      use.put("description", "Deprecated name of `%s`.".formatted(factory.type()));
    }
    return use;
  }

  /** The schema of {@code service} alone; without the definition of a reference. */
  public static ObjectNode service() {
    ObjectNode service = ServiceConfig.TYPE.schema();
    if (service.path("properties").path("pipelines") instanceof ObjectNode pipelines
        && pipelines.remove("additionalProperties") instanceof ObjectNode pipeline) {
      String signals =
          Arrays.stream(Signal.values()).map(Signal::id).collect(Collectors.joining("|"));
      pipelines.putObject("patternProperties").set(ID.formatted(signals), pipeline);
      pipelines.put("additionalProperties", false);
      ObjectNode names = pipelines.putObject("properties");
      for (Signal signal : Signal.values()) {
        names.set(signal.id(), pipeline.deepCopy());
      }
    }
    return EditorSchema.lenient(service);
  }
}
