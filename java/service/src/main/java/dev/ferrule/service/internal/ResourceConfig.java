package dev.ferrule.service.internal;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigNode.ListNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigNode.ScalarNode;
import dev.ferrule.confmap.Validated.Rules;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who the collector is: {@code service::telemetry::resource}. Attributes are written either as a
 * list of {@code {name, value}} under {@code attributes}, or straight in the section, where null
 * takes a default away.
 */
public final class ResourceConfig {
  private static final String SECTION = "resource";
  private static final String ATTRIBUTES = "attributes";
  private static final String SCHEMA_URL = "schema_url";
  private static final String NAME = "name";
  private static final String VALUE = "value";
  private static final Set<String> UNSUPPORTED = Set.of("detectors", "detection/development");

  private ResourceConfig() {}

  /**
   * Reports what is wrong.
   *
   * @param section as written, by key
   */
  public static void validate(Map<String, ConfigNode> section, Rules rules) {
    section.forEach((key, value) -> {
      String place = SECTION + "::" + key;
      if (key.equals(ATTRIBUTES)) {
        validateList(value, place, rules);
      } else if (key.equals("attributes_list")) {
        rules.broken(
            place,
            "resource::attributes_list is not currently supported",
            "please use resource::attributes");
      } else if (UNSUPPORTED.contains(key)) {
        rules.broken(place, "not supported yet: detecting attributes; write them down");
      } else if (!value.isNull() && !(scalar(value) instanceof String)) {
        String what = isLegacy(key) ? "legacy resource attribute \"%s\"".formatted(key) : key;
        rules.broken(place, what + " must be string or null", "put it in quotes");
      }
    });
    if (section.get(ATTRIBUTES) instanceof ListNode list
        && !list.elements().isEmpty()
        && section.keySet().stream().anyMatch(ResourceConfig::isLegacy)) {
      rules.broken(
          SECTION,
          "resource::attributes cannot be used together with legacy inline resource attributes",
          "move them into the list");
    }
  }

  private static void validateList(ConfigNode node, String place, Rules rules) {
    if (node.isNull()) {
      return;
    }
    if (!(node instanceof ListNode list)) {
      rules.broken(place, "expected list, got " + node.kind(), "write - {name: ..., value: ...}");
      return;
    }
    for (int i = 0; i < list.elements().size(); i++) {
      validateElement(list.elements().get(i), place + "::" + i, rules);
    }
  }

  private static void validateElement(ConfigNode node, String place, Rules rules) {
    if (!(node instanceof MapNode map)) {
      rules.broken(place, "expected map, got " + node.kind(), "write {name: ..., value: ...}");
      return;
    }
    if (!(scalar(map.get(NAME)) instanceof String)) {
      rules.broken(place, "needs a name, which is a string");
    }
    if (scalar(map.get(VALUE)) == null) {
      rules.broken(place, "needs a value: a string, a number, true or false");
    }
    for (String key : map.entries().keySet()) {
      if (key.equals("type")) {
        rules.broken(place + "::type", "not supported yet: the value has a type; leave it out");
      } else if (!key.equals(NAME) && !key.equals(VALUE)) {
        rules.broken(place + "::" + key, "unknown key", "valid keys: name, value");
      }
    }
  }

  /**
   * The resource.
   *
   * @param section as {@link #validate} has found to be right
   */
  public static Resource resource(Map<String, ConfigNode> section, BuildInfo build) {
    AttributesBuilder attributes = Attributes.builder();
    Map<String, String> defaults =
        Map.of(
            "service.name", build.command(),
            "service.version", build.version(),
            "service.instance.id", UUID.randomUUID().toString());
    defaults.forEach((name, value) -> {
      if (!section.containsKey(name)) {
        attributes.put(name, value);
      }
    });
    section.forEach((key, value) -> {
      if (isLegacy(key) && scalar(value) instanceof String text) {
        attributes.put(key, text);
      }
    });
    if (section.get(ATTRIBUTES) instanceof ListNode list) {
      list.elements().forEach(element -> put(attributes, element));
    }
    return scalar(section.get(SCHEMA_URL)) instanceof String url
        ? Resource.create(attributes.build(), url)
        : Resource.create(attributes.build());
  }

  private static void put(AttributesBuilder attributes, ConfigNode element) {
    if (element instanceof MapNode map && scalar(map.get(NAME)) instanceof String name) {
      switch (scalar(map.get(VALUE))) {
        case Boolean value -> attributes.put(name, value);
        case Long value -> attributes.put(name, value);
        case Double value -> attributes.put(name, value);
        case Object value -> attributes.put(name, value.toString());
        case null -> {}
      }
    }
  }

  private static @Nullable Object scalar(@Nullable ConfigNode node) {
    return node instanceof ScalarNode scalar ? scalar.value() : null;
  }

  private static boolean isLegacy(String key) {
    return !key.equals(ATTRIBUTES) && !key.equals(SCHEMA_URL);
  }
}
