package dev.ferrule.cli;

import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problem;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Problems for tools, as one JSON object:
 *
 * <pre>{@code
 * {"error": "...", "problems": [{"severity": "error", "file": "...", "line": 1, "column": 1,
 *   "path": "a::b", "message": "...", "provenance": "from env:PORT", "hint": "..."}]}
 * }</pre>
 *
 * {@code provenance} says how the value came to its place if it was not written there. What is not
 * known is left out. {@code error} is missing if there are only warnings.
 */
final class ProblemJson {
  private static final JsonMapper MAPPER = new JsonMapper();

  private ProblemJson() {}

  /** A failure, with what is wrong with the configuration if that is the reason. */
  static String failure(String error, List<Problem> problems, List<Problem> warnings) {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("error", error);
    ArrayNode all = root.putArray("problems");
    add(all, "error", problems);
    add(all, "warning", warnings);
    return MAPPER.writeValueAsString(root);
  }

  /** Warnings about a configuration that can be used. */
  static String warnings(List<Problem> warnings) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    add(root.putArray("problems"), "warning", warnings);
    return MAPPER.writeValueAsString(root);
  }

  private static void add(ArrayNode array, String severity, List<Problem> problems) {
    for (Problem problem : problems) {
      ObjectNode object = array.addObject().put("severity", severity);
      Position position = problem.position();
      if (position != null) {
        object.put("file", position.source());
        if (position.line() > 0) {
          object.put("line", position.line()).put("column", position.column());
        }
      }
      if (!problem.path().parts().isEmpty()) {
        object.put("path", problem.path().toString());
      }
      object.put("message", problem.message());
      if (!problem.provenance().isEmpty()) {
        object.put("provenance", problem.provenance());
      }
      if (problem.hint() != null) {
        object.put("hint", problem.hint());
      }
    }
  }
}
