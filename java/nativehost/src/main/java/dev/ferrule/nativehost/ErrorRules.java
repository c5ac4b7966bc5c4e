package dev.ferrule.nativehost;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the header says of the contents of a {@code ferrule_error}. */
final class ErrorRules {
  private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*)*");

  private ErrorRules() {}

  /**
   * Adds a sentence for each rule that an error breaks.
   *
   * @param code the result
   * @param written the code in the error
   */
  static void check(
      int code, int written, int flags, String message, String detail, List<String> faults) {
    if (written != code) {
      faults.add("answered %s with the code %d in the error".formatted(Abi.name(code), written));
    }
    int known = Abi.PERMANENT | Abi.RETRYABLE;
    if ((flags & ~known) != 0 || flags == known) {
      faults.add("set the flags of the error to " + flags);
    }
    // Without memory there may be none for a sentence.
    if (message.isEmpty() && code != Abi.E_NOMEM) {
      faults.add("failed with %s without a message".formatted(Abi.name(code)));
    }
    checkDetail(code, detail, faults);
  }

  private static void checkDetail(int code, String detail, List<String> faults) {
    if (detail.isEmpty()) {
      if (code == Abi.E_CONFIG) {
        faults.add("failed with E_CONFIG without problems in detail_json");
      }
      return;
    }
    JsonNode json;
    try {
      json = Json.read(detail);
    } catch (JacksonException e) {
      faults.add("gave a detail_json that is no JSON: " + e.getOriginalMessage());
      return;
    }
    if (code != Abi.E_CONFIG) {
      if (!json.isObject()) {
        faults.add("gave a detail_json that is no JSON object");
      }
    } else if (!json.isArray() || json.isEmpty()) {
      faults.add("gave a detail_json that is no JSON array of problems");
    } else {
      json.forEach(problem -> checkProblem(problem, faults));
    }
  }

  private static void checkProblem(JsonNode problem, List<String> faults) {
    boolean pointer =
        problem.path("pointer").isString()
            && POINTER.matcher(problem.path("pointer").stringValue()).matches();
    boolean message =
        problem.path("message").isString() && !problem.path("message").stringValue().isBlank();
    boolean hint = !problem.has("hint") || problem.path("hint").isString();
    String at = problem.path("at").asString("value");
    if (!pointer || !message || !hint || !(at.equals("key") || at.equals("value"))) {
      faults.add("gave a problem that is not as the header wants it: " + problem);
    }
  }
}
