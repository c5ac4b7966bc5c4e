package dev.ferrule.cli;

import dev.ferrule.nativehost.PluginInspection;
import java.util.List;

/** What a plugin says of itself, for a person. */
final class InspectionText {
  private static final String NONE = "(none)";

  private InspectionText() {}

  /** All of it, with a line break at the end. */
  static String of(PluginInspection found) {
    StringBuilder text = new StringBuilder();
    text.append(found.path()).append('\n');
    line(text, "name", found.name());
    line(text, "version", found.version());
    line(text, "interface", found.abiMajor() + "." + found.abiMinor());
    block(text, "manifest", found.manifest());
    for (PluginInspection.Component component : found.components()) {
      text.append('\n').append(component.kind()).append(' ').append(component.type()).append('\n');
      line(text, "stability", component.stability().toString());
      line(text, "functions", list(component.functions()));
      block(text, "defaults", component.defaults().orElse(""));
      block(text, "schema", component.schema().orElse(""));
      component.faults().forEach(fault -> line(text, "fault", fault));
    }
    found.skipped().forEach(what -> text.append('\n').append(what).append('\n'));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("  %-11s %s%n".formatted(name, value));
  }

  /** JSON of several lines, below its name. */
  private static void block(StringBuilder text, String name, String json) {
    if (json.isEmpty()) {
      line(text, name, NONE);
      return;
    }
    text.append("  ").append(name).append('\n').append(json.indent(4));
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? NONE : String.join(", ", names);
  }
}
