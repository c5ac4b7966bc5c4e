package dev.ferrule.nativehost;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;

/**
 * A plugin that is loaded and open, with all that the host keeps of it. Shared by everybody in the
 * process who loads the same file. Any thread.
 */
final class Library {
  private static final int CLOSED = -1;

  private final Path path;
  private final PluginTable table;
  private final HostFunctions functions;
  private final Components components;
  private final Tokens tokens;
  private final NativeThreads threads;
  private final NativeThreads usingThreads;
  private final Map<String, ComponentSettings> settings;
  // How many have it loaded, or CLOSED. Whoever loads it first has it from the beginning, so that
  // nobody else closes it before.
  private final AtomicInteger users = new AtomicInteger(1);
  // Those who ask something of the plugin that has to do with no component, or make one.
  private final Gate callers = new Gate();

  Library(
      Path path,
      PluginTable table,
      Map<String, ComponentSettings> settings,
      HostFunctions functions,
      Components components,
      Tokens tokens,
      NativeThreads threads,
      NativeThreads usingThreads) {
    this.path = path;
    this.table = table;
    this.settings = settings;
    this.functions = functions;
    this.components = components;
    this.tokens = tokens;
    this.threads = threads;
    this.usingThreads = usingThreads;
  }

  Path path() {
    return path;
  }

  PluginTable table() {
    return table;
  }

  Components components() {
    return components;
  }

  Tokens tokens() {
    return tokens;
  }

  /** The threads for what components and factories are told. */
  NativeThreads threads() {
    return threads;
  }

  /** The threads for what components do for others. */
  NativeThreads usingThreads() {
    return usingThreads;
  }

  Series series() {
    return functions.series();
  }

  /** Whoever is inside keeps the plugin from being closed. */
  Gate callers() {
    return callers;
  }

  /** What a component of this library says of its settings. */
  ComponentSettings settings(NativeComponent component) {
    return Objects.requireNonNull(settings.get(component.type()));
  }

  /** Asks a component whether it accepts settings. */
  Outcome validate(NativeComponent component, String json, Deadlines deadlines) {
    if (!callers.enter()) {
      return Outcome.failure(Abi.E_STATE, "native plugin " + path + " is closed");
    }
    NativeCall<Outcome> call = threads.submit(() -> validate(component, json), callers::leave);
    try {
      return Waits.uninterruptibly(call, deadlines.call());
    } catch (TimeoutException e) {
      String message = "validate did not return within " + Waits.text(deadlines.call());
      return Outcome.failure(Abi.E_DEADLINE, message);
    }
  }

  private static Outcome validate(NativeComponent component, String json) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment slice = Memory.slice(arena, json.getBytes(StandardCharsets.UTF_8));
      MemorySegment error = Outcome.newError(arena);
      return Outcome.takeFinal(Calls.ipp(component.validate(), slice, error), error);
    }
  }

  NativeStats stats() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = Memory.sized(arena, Layout.FerruleStats.BYTES);
      int code = Calls.ip(table.stats(), out);
      if (code != Abi.OK) {
        throw new NativePluginException(path, "gave no stats: " + Abi.meaning(code));
      }
      return NativeStats.read(out);
    }
  }

  BoundaryCounters counters() {
    return new BoundaryCounters(
        components.size(),
        tokens.size(),
        functions.bufs().size(),
        functions.series().size(),
        tokens.late.sum(),
        tokens.duplicate.sum(),
        tokens.unknown.sum(),
        components.stale.sum(),
        functions.series().stale.sum(),
        components.leaked.sum(),
        functions.failed.sum());
  }

  /**
   * One more who has it loaded, and whose logger gets what belongs to no component.
   *
   * @throws NativePluginException if it was closed
   */
  void acquire(Logger logger) {
    if (users.getAndUpdate(n -> n == CLOSED ? CLOSED : n + 1) == CLOSED) {
      throw new NativePluginException(
          path, "was closed, and a library can be opened once in a process");
    }
    functions.logger(logger);
  }

  /**
   * One less; the last one closes the plugin.
   *
   * @throws NativePluginException if it does not close as it should
   */
  void release(Deadlines deadlines) {
    if (users.updateAndGet(n -> n == 1 ? CLOSED : n - 1) != CLOSED) {
      return;
    }
    if (!callers.close(Waits.deadline(deadlines.call()))) {
      throw new NativePluginException(path, "is not closed, because a call has not returned");
    }
    stopLeftovers();
    int left = components.all().size();
    if (left > 0) {
      throw new NativePluginException(
          path, "is not closed, because %d of its components did not stop".formatted(left));
    }
    NativeCall<Outcome> call = threads.submit(() -> close(deadlines));
    // The plugin has its own deadline; this one is for a plugin that does not keep it.
    Duration limit = deadlines.call().multipliedBy(2);
    try {
      Outcome outcome = Waits.uninterruptibly(call, limit);
      if (outcome.failed()) {
        throw new NativePluginException(path, "failed to close: " + outcome.describe());
      }
    } catch (TimeoutException e) {
      throw new NativePluginException(path, "did not close within " + Waits.text(limit), e);
    } finally {
      threads.close();
      usingThreads.close();
    }
  }

  /**
   * Stops components that nobody stopped, such as those of a collector that failed before it
   * started. The last one first, as whatever it uses was there before it.
   */
  private void stopLeftovers() {
    for (NativeExtension extension : components.all().reversed()) {
      NativeState state = extension.state();
      if (state.mayStop()) {
        functions.logger().warn("component {} was not stopped; it is stopped now", extension.id());
      }
      if (state != NativeState.LEAKED) {
        extension.stopLeftover(); // or waits for whoever stops it
      }
    }
  }

  private Outcome close(Deadlines deadlines) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment error = Outcome.newError(arena);
      return Outcome.takeFinal(Calls.ilp(table.close(), deadlines.call().toNanos(), error), error);
    }
  }
}
