package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;

/** Loads one library into the process and opens the plugin that it is. */
final class LibraryLoader {
  private static final String ENTRY = "ferrule_plugin_open_v1";

  private final Path path;
  private final Logger logger;
  private final Deadlines deadlines;
  private final NativeThreads threads;
  private final NativeThreads usingThreads;
  // Set by the thread that loads.
  private volatile boolean inProcess;

  LibraryLoader(LibraryFile file, Logger logger, Deadlines deadlines) {
    this.path = file.path();
    this.logger = logger;
    this.deadlines = deadlines;
    this.threads = NativeThreads.forLives(label());
    this.usingThreads = NativeThreads.forUses(label());
  }

  /**
   * Loads it, for good.
   *
   * @throws NativePluginException if it is not a plugin that this host can use
   */
  Library load(int workerThreads) {
    boolean loaded = false;
    try {
      Components components = new Components();
      Tokens tokens = new Tokens();
      HostFunctions functions = new HostFunctions(label(), logger, components, tokens);
      PluginTable table = open(functions, workerThreads);
      Map<String, ComponentSettings> settings =
          ComponentSettings.read(path, table, threads, deadlines);
      Library library =
          new Library(path, table, settings, functions, components, tokens, threads, usingThreads);
      loaded = true;
      return library;
    } finally {
      if (!loaded) {
        threads.close();
        usingThreads.close();
      }
    }
  }

  /** Whether the process has, or may have, the library, also if it is of no use. */
  boolean inProcess() {
    return inProcess;
  }

  private String label() {
    String name = path.getFileName().toString();
    int dot = name.indexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return stem.startsWith("lib") ? stem.substring(3) : stem;
  }

  private PluginTable open(HostFunctions functions, int workerThreads) {
    Signals before = Signals.now();
    MemorySegment entry = await(threads.submit(this::entry), "was not loaded");
    MemorySegment host = HostTable.of(functions, workerThreads);
    PluginTable table = await(threads.submit(() -> open(entry, host)), "did not open");
    Signals.now()
        .since(before)
        .ifPresent(signals ->
            logger.warn(
                "native plugin {} took over signals {}; stopping the collector may not work",
                path,
                signals));
    table.skipped().forEach(what -> logger.warn("native plugin {}: {}", path, what));
    return table;
  }

  private <T> T await(NativeCall<T> call, String what) {
    try {
      return Waits.uninterruptibly(call, deadlines.call());
    } catch (TimeoutException e) {
      throw new NativePluginException(
          path, "%s within %s".formatted(what, Waits.text(deadlines.call())), e);
    }
  }

  private MemorySegment entry() {
    inProcess = true;
    SymbolLookup library;
    try {
      library = lookUp(path);
    } catch (NativePluginException e) {
      inProcess = false;
      throw e;
    }
    return entry(library, path);
  }

  /** Loads a library, for good, and finds the function that opens it. */
  static MemorySegment entry(Path path) {
    return entry(lookUp(path), path);
  }

  /** Loads a library, which runs what code it has for that. */
  @SuppressWarnings("restricted") // loading is what this module is for
  private static SymbolLookup lookUp(Path path) {
    try {
      return SymbolLookup.libraryLookup(path, Arena.global());
    } catch (IllegalArgumentException e) {
      throw new NativePluginException(
          path, "cannot be loaded: " + LoaderError.of(path).orElse(e.getMessage()), e);
    }
  }

  private static MemorySegment entry(SymbolLookup library, Path path) {
    return library
        .find(ENTRY)
        .orElseThrow(() ->
            new NativePluginException(
                path,
                "is a shared library, but no Ferrule plugin of interface version 1: it does not"
                    + " export "
                    + ENTRY));
  }

  private PluginTable open(MemorySegment entry, MemorySegment host) {
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
