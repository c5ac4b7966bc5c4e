package dev.ferrule.nativehost;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a component says of its settings. Neither tree is to be changed.
 *
 * @param defaults the settings of an empty section
 * @param schema the JSON Schema, if the component has one
 */
record ComponentSettings(ObjectNode defaults, Optional<ObjectNode> schema) {

  /**
   * Asks all components of a plugin.
   *
   * @return by type
   * @throws NativePluginException if one gives no JSON object
   */
  static Map<String, ComponentSettings> read(
      Path path, PluginTable table, NativeThreads threads, Deadlines deadlines) {
    Map<String, ComponentSettings> settings = new LinkedHashMap<>();
    for (NativeComponent component : table.components()) {
      Reader reader = new Reader(path, threads, deadlines, component.type());
      ObjectNode defaults = reader.read("default_config", component.defaultConfig());
      Optional<ObjectNode> schema =
          Memory.isNull(component.configSchema())
              ? Optional.empty()
              : Optional.of(reader.read("config_schema", component.configSchema()));
      settings.put(component.type(), new ComponentSettings(defaults, schema));
    }
    return Map.copyOf(settings);
  }

  private record Reader(Path path, NativeThreads threads, Deadlines deadlines, String type) {

    ObjectNode read(String name, MemorySegment function) {
      String what = "%s of component \"%s\"".formatted(name, type);
      NativeCall<NativeText> call =
          threads.submit(() -> {
            try (Arena arena = Arena.ofConfined()) {
              return NativeText.ask(arena, (out, error) -> Calls.ipp(function, out, error));
            }
          });
      try {
        NativeText answer = Waits.uninterruptibly(call, deadlines.call());
        if (answer.outcome().failed()) {
          throw new NativePluginException(path, what + " failed: " + answer.outcome().describe());
        }
        if (!(Json.read(answer.text()) instanceof ObjectNode object)) {
          throw new NativePluginException(path, what + " gave no JSON object");
        }
        return object;
      } catch (TimeoutException e) {
        throw new NativePluginException(
            path, what + " did not return within " + Waits.text(deadlines.call()), e);
      } catch (JacksonException e) {
        throw new NativePluginException(path, what + " gave no JSON: " + e.getOriginalMessage(), e);
      }
    }
  }
}
