package dev.ferrule.cli;

import dev.ferrule.nativehost.CheckResult;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a process that has loaded a plugin tells the one that started it, a line of JSON each. The
 * last one is {@link Refused} or {@link Done}, unless the plugin ended the process before.
 */
sealed interface PluginMessage {
  JsonMapper JSON = JsonMapper.shared();

  /** What it does next: {@code opening it}. */
  record Step(String what) implements PluginMessage {}

  /** A check begins. */
  record Begun(String subject, String name) implements PluginMessage {}

  /** A check has ended. */
  record Checked(CheckResult result) implements PluginMessage {}

  /** What the command prints. */
  record Output(String text) implements PluginMessage {}

  /** Why the plugin cannot be looked at. */
  record Refused(String why) implements PluginMessage {}

  /**
   * It is done.
   *
   * @param opened whether the plugin could be opened
   */
  record Done(boolean opened) implements PluginMessage {}

  /** Writes a result into an object. */
  static void put(CheckResult result, ObjectNode node) {
    node.put("subject", result.subject())
        .put("name", result.name())
        .put("rule", result.rule())
        .put("verdict", result.verdict().name())
        .put("reason", result.reason());
  }

  /** One line, without its end. */
  default String toLine() {
    ObjectNode node = JSON.createObjectNode();
    switch (this) {
      case Step(String what) -> node.put("step", what);
      case Output(String text) -> node.put("output", text);
      case Refused(String why) -> node.put("refused", why);
      case Done(boolean opened) -> node.put("done", opened);
      case Begun(String subject, String name) ->
          node.putObject("begun").put("subject", subject).put("name", name);
      case Checked(CheckResult result) -> put(result, node.putObject("checked"));
    }
    return JSON.writeValueAsString(node);
  }

  /** The message of a line; null if it is none, such as half of one. */
  static @Nullable PluginMessage parse(String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JacksonException e) {
      return null;
    }
    if (node.has("step")) {
      return new Step(text(node, "step"));
    } else if (node.has("output")) {
      return new Output(text(node, "output"));
    } else if (node.has("refused")) {
      return new Refused(text(node, "refused"));
    } else if (node.has("done")) {
      return new Done(node.path("done").asBoolean(false));
    }
    JsonNode begun = node.path("begun");
    if (begun.isObject()) {
      return new Begun(text(begun, "subject"), text(begun, "name"));
    }
    JsonNode checked = node.path("checked");
    return checked.isObject()
        ? new Checked(
            new CheckResult(
                text(checked, "subject"),
                text(checked, "name"),
                text(checked, "rule"),
                CheckResult.Verdict.valueOf(text(checked, "verdict")),
                text(checked, "reason")))
        : null;
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asString("");
  }
}
