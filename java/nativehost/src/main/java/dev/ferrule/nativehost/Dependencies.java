package dev.ferrule.nativehost;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Asks for and reads the ids that a native component depends on. */
final class Dependencies {
  private Dependencies() {}

  /**
   * Asks a component that is to be built.
   *
   * @throws ComponentException if it does not tell, in its words
   */
  static List<ComponentId> ask(
      NativeHandle handle, NativeConfig config, Deadlines deadlines, Logger logger) {
    try {
      NativeText answer = Waits.uninterruptibly(handle.dependencies(config), deadlines.call());
      if (answer.outcome().failed()) {
        throw NativeLog.failure(logger, "dependencies", answer.outcome());
      }
      return parse(answer.text());
    } catch (TimeoutException e) {
      throw new ComponentException(
          "did not tell its dependencies within " + Waits.text(deadlines.call()), e);
    }
  }

  /**
   * Reads a JSON array of ids; nothing at all is none.
   *
   * @throws ComponentException if it is anything else
   */
  static List<ComponentId> parse(String json) {
    if (json.isEmpty()) {
      return List.of();
    }
    List<ComponentId> ids = new ArrayList<>();
    try {
      JsonNode array = Json.read(json);
      if (!array.isArray()) {
        throw new ComponentException("its dependencies are no JSON array");
      }
      for (JsonNode id : array) {
        if (!id.isString()) {
          throw new ComponentException("its dependencies are no array of ids: " + id);
        }
        ids.add(ComponentId.parse(id.stringValue()));
      }
    } catch (JacksonException e) {
      throw new ComponentException("its dependencies are no JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new ComponentException("a dependency is no id: " + e.getMessage(), e);
    }
    return List.copyOf(ids);
  }
}
