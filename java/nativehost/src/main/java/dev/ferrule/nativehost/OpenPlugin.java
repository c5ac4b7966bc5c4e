package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A plugin that is open for a look or a check: its functions are called as they are, without what
 * {@link Library} does to keep a collector safe. In a process that has loaded the same file in
 * another way, the plugin is opened twice, which the header forbids.
 */
record OpenPlugin(PluginTable table, Caller caller) {

  /**
   * Opens a plugin and takes what it gives.
   *
   * @param path for messages
   * @throws NativePluginException if that is no plugin which this host can use
   */
  static OpenPlugin open(Path path, MemorySegment entry, MemorySegment host, Caller caller)
      throws CheckStop {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      Answer answer = open(entry, host, out, caller).mustBeSound();
      if (!answer.succeeded()) {
        throw new NativePluginException(path, "refused to open: " + answer.describe());
      }
      return new OpenPlugin(PluginTable.read(out.get(ADDRESS, 0)), caller);
    } catch (Refusal e) {
      throw new NativePluginException(path, e.reason(), e);
    }
  }

  /** Calls the entry, which sets {@code *out} if it succeeds. */
  static Answer open(MemorySegment entry, MemorySegment host, MemorySegment out, Caller caller) {
    return caller.call("ferrule_plugin_open_v1", error -> Calls.ippp(entry, host, out, error));
  }

  /** What it says that it has alive. */
  NativeStats stats() throws CheckStop {
    return stats(Layout.FerruleStats.BYTES);
  }

  /**
   * The same for a caller that knows a struct of that size; what is beyond it means nothing.
   *
   * @throws CheckStop if there are none, or they are written elsewhere too
   */
  NativeStats stats(long size) throws CheckStop {
    try (Arena arena = Arena.ofConfined()) {
      Guarded struct = Guarded.sized(arena, size);
      int code = caller.watch().call("stats", () -> Calls.ip(table.stats(), struct.memory()));
      struct.mustBeUntouched("stats");
      if (code != Abi.OK) {
        throw CheckStop.failed("stats answered " + Abi.name(code));
      }
      if (struct.memory().get(JAVA_INT, Layout.FerruleStats.SIZE) != size) {
        throw CheckStop.failed("stats changed the size of the struct");
      }
      return NativeStats.read(struct.memory());
    }
  }

  /** Ends it. */
  Answer close(Duration timeout) {
    return caller.call("close", error -> Calls.ilp(table.close(), timeout.toNanos(), error));
  }
}
