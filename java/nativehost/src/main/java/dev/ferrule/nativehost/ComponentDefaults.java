package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** Asks the components of a plugin for the settings of an empty section. */
final class ComponentDefaults {
  private static final int MAX_BYTES = 16 << 20;

  private ComponentDefaults() {}

  private record Answer(Outcome outcome, String json) {}

  /**
   * Asks all of them.
   *
   * @return by type
   * @throws NativePluginException if one gives no JSON object
   */
  static Map<String, ObjectNode> read(
      Path path, PluginTable table, NativeThreads threads, Deadlines deadlines) {
    Map<String, ObjectNode> defaults = new LinkedHashMap<>();
    for (NativeComponent component : table.components()) {
      String what = "default_config of component \"" + component.type() + "\"";
      NativeCall<Answer> call = threads.submit(() -> ask(component));
      try {
        Answer answer = Waits.uninterruptibly(call, deadlines.call());
        if (answer.outcome.failed()) {
          throw new NativePluginException(path, what + " failed: " + answer.outcome.describe());
        }
        if (!(Json.read(answer.json) instanceof ObjectNode object)) {
          throw new NativePluginException(path, what + " gave no JSON object");
        }
        defaults.put(component.type(), object);
      } catch (TimeoutException e) {
        throw new NativePluginException(
            path, what + " did not return within " + Waits.text(deadlines.call()), e);
      } catch (JacksonException e) {
        throw new NativePluginException(path, what + " gave no JSON: " + e.getOriginalMessage(), e);
      }
    }
    return Map.copyOf(defaults);
  }

  private static Answer ask(NativeComponent component) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(Layout.FerruleBuf.BYTES, 8);
      MemorySegment error = Outcome.newError(arena);
      Outcome outcome = Outcome.takeFinal(Calls.ipp(component.defaultConfig(), out, error), error);
      long length = out.get(JAVA_LONG, Layout.FerruleBuf.LEN);
      if (!outcome.failed() && (length < 0 || length > MAX_BYTES)) {
        String message = "gave %s bytes".formatted(Long.toUnsignedString(length));
        outcome = new Outcome(Abi.E_INTERNAL, message, "");
      }
      String json = outcome.failed() ? "" : Memory.text(out, 0, MAX_BYTES);
      Memory.release(out, 0);
      return new Answer(outcome, json);
    }
  }
}
