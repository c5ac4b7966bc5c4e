package dev.ferrule.confmap;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes configuration as JSON that is read as YAML to the same configuration. */
public final class ConfigJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private ConfigJson() {}

  /** The tree as Go lays it out: indented by two, one element a line, no line break at the end. */
  public static String print(JsonNode tree) {
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectNameValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(separators)
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    String text = MAPPER.writer().with(printer).writeValueAsString(tree);
    // These stand only in strings, where YAML would see the end of a line or nothing.
    return text.replace("\u0085", "\\u0085")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        .replace("\ufeff", "\\ufeff");
  }
}
