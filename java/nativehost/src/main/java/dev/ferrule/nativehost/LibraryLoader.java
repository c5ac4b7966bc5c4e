package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;

/** Loads a library into the process and opens the plugin that it is. */
final class LibraryLoader {
  private static final String ENTRY = "ferrule_plugin_open_v1";

  private LibraryLoader() {}

  /**
   * Loads a library, for good.
   *
   * @throws NativePluginException if it is not a plugin that this host can use
   */
  static Library load(LibraryFile file, Logger logger, Deadlines deadlines, int workerThreads) {
    Path path = file.path();
    String label = label(path);
    Signals before = Signals.caught();
    MemorySegment entry = entry(path);
    Components components = new Components();
    Tokens tokens = new Tokens();
    HostFunctions functions = new HostFunctions(label, logger, components, tokens);
    NativeThreads threads = new NativeThreads(label);
    PluginTable table =
        open(path, entry, HostTable.of(functions, workerThreads), threads, deadlines);
    Signals.caught()
        .since(before)
        .ifPresent(signals ->
            logger.warn(
                "native plugin {} took over signals {}; stopping the collector may not work",
                path,
                signals));
    table.skipped().forEach(what -> logger.warn("native plugin {}: {}", path, what));
    Map<String, ComponentSettings> settings =
        ComponentSettings.read(path, table, threads, deadlines);
    return new Library(path, table, settings, functions, components, tokens, threads);
  }

  private static String label(Path path) {
    String name = path.getFileName().toString();
    int dot = name.indexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return stem.startsWith("lib") ? stem.substring(3) : stem;
  }

  /** Loads a library, for good, and finds the function that opens it. */
  @SuppressWarnings("restricted") // loading is what this module is for
  static MemorySegment entry(Path path) {
    SymbolLookup library;
    try {
      library = SymbolLookup.libraryLookup(path, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new NativePluginException(
          path, "cannot be loaded: " + LoaderError.of(path).orElse(e.getMessage()), e);
    }
    return library
        .find(ENTRY)
        .orElseThrow(() ->
            new NativePluginException(
                path,
                "is a shared library, but no Ferrule plugin of interface version 1: it does not"
                    + " export "
                    + ENTRY));
  }

  private static PluginTable open(
      Path path,
      MemorySegment entry,
      MemorySegment host,
      NativeThreads threads,
      Deadlines deadlines) {
    NativeCall<PluginTable> call = threads.submit(() -> open(path, entry, host));
    try {
      return Waits.uninterruptibly(call, deadlines.call());
    } catch (TimeoutException e) {
      throw new NativePluginException(
          path, "did not open within " + Waits.text(deadlines.call()), e);
    }
  }

  private static PluginTable open(Path path, MemorySegment entry, MemorySegment host) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      MemorySegment error = Outcome.newError(arena);
      Outcome outcome = Outcome.takeFinal(Calls.ippp(entry, host, out, error), error);
      if (outcome.failed()) {
        throw new NativePluginException(path, "refused to open: " + outcome.describe());
      }
      return PluginTable.read(out.get(ADDRESS, 0));
    } catch (Refusal e) {
      throw new NativePluginException(path, e.reason(), e);
    }
  }
}
