package dev.ferrule.nativehost;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The functions of a component that have no handle, called as they are. Any thread. */
record CheckedComponent(NativeComponent table, Caller caller) {

  /** What the component is called in reports. */
  String subject() {
    return "extension \"" + table.type() + "\"";
  }

  /** The functions that it offers of those that may be NULL. */
  List<String> optionalFunctions() {
    List<String> offered = new ArrayList<>();
    add(offered, "config_schema", table.configSchema());
    add(offered, "dependencies", table.dependencies());
    add(offered, "notify", table.notification());
    add(offered, "get_interface", table.getInterface());
    add(offered, "cancel", table.cancel());
    return List.copyOf(offered);
  }

  private static void add(List<String> offered, String name, MemorySegment function) {
    if (!Memory.isNull(function)) {
      offered.add(name);
    }
  }

  /** The same functions with calls watched elsewhere, such as for another thread. */
  CheckedComponent watchedBy(CallWatch other) {
    return new CheckedComponent(table, new Caller(caller.ledger(), other));
  }

  Answer defaultConfig() {
    return caller.give(
        "default_config", (out, error) -> Calls.ipp(table.defaultConfig(), out, error));
  }

  Answer configSchema() {
    return caller.give(
        "config_schema", (out, error) -> Calls.ipp(table.configSchema(), out, error));
  }

  Answer dependencies(String json) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment slice = Memory.slice(arena, json.getBytes(StandardCharsets.UTF_8));
      return caller.give(
          "dependencies", (out, error) -> Calls.ippp(table.dependencies(), slice, out, error));
    }
  }

  Answer validate(String json) {
    return validate(json.getBytes(StandardCharsets.UTF_8), GuardedError.FULL);
  }

  /**
   * Asks whether settings are accepted.
   *
   * @param errorSize how large a {@code ferrule_error} the caller knows
   */
  Answer validate(byte[] json, long errorSize) {
    try (Arena arena = Arena.ofConfined()) {
      return validate(Memory.slice(arena, json), errorSize);
    }
  }

  /** The same for a slice that has no bytes, at NULL. */
  Answer validateNull() {
    try (Arena arena = Arena.ofConfined()) {
      return validate(arena.allocate(Layout.FerruleSlice.BYTES, 8), GuardedError.FULL);
    }
  }

  private Answer validate(MemorySegment slice, long errorSize) {
    return caller.call("validate", errorSize, error -> Calls.ipp(table.validate(), slice, error));
  }
}
