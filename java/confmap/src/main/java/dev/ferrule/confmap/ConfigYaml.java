package dev.ferrule.confmap;

import dev.ferrule.confmap.internal.YamlPrinter;
import tools.jackson.databind.JsonNode;

/** Writes configuration as YAML that the Go Collector and this one read in the same way. */
public final class ConfigYaml {
  private ConfigYaml() {}

  /** The tree in block style, indented by four, with a line break at the end. */
  public static String print(JsonNode tree) {
    return new YamlPrinter().print(tree);
  }
}
