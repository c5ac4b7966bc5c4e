package dev.ferrule.nativehost;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads the ids that a native component depends on. */
final class Dependencies {
  private Dependencies() {}

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
