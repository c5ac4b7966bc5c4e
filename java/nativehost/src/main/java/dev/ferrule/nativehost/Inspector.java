package dev.ferrule.nativehost;

import dev.ferrule.component.Kind;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Asks a plugin what it is, once. */
final class Inspector {
  private final Path file;
  private final Duration limit;
  private final Consumer<String> steps;
  private final CheckHost host = new CheckHost();
  private final CallWatch watch = new CallWatch();
  private final Caller caller = new Caller(host.ledger(), watch);

  Inspector(Path file, Duration limit, Consumer<String> steps) {
    this.file = file;
    this.limit = limit;
    this.steps = steps;
  }

  /**
   * Does it.
   *
   * @throws NativePluginException if the file is no plugin that this host can use
   */
  PluginInspection inspect() {
    LibraryFile library = LibraryFile.check(file);
    try (CheckThread thread = new CheckThread(watch, limit)) {
      MemorySegment entry =
          step(thread, "loading the library", () -> LibraryLoader.entry(library.path()));
      MemorySegment table = host.table(PluginCheck.Part.GOOD_HOST, 0);
      OpenPlugin plugin =
          step(thread, "opening it", () -> OpenPlugin.open(file, entry, table, caller));
      List<PluginInspection.Component> components = new ArrayList<>();
      for (NativeComponent component : plugin.table().components()) {
        components.add(
            step(
                thread,
                "asking component \"%s\" for its settings".formatted(component.type()),
                () -> look(new CheckedComponent(component, caller))));
      }
      step(thread, "closing it", () -> plugin.close(limit.dividedBy(2)).mustSucceed());
      PluginTable said = plugin.table();
      return new PluginInspection(
          library.path(),
          said.name(),
          said.version(),
          Abi.ABI_MAJOR,
          said.abiMinor(),
          said.manifest().isEmpty() ? "" : Json.pretty(Json.read(said.manifest())),
          components,
          said.skipped());
    }
  }

  private <T> T step(CheckThread thread, String what, Callable<T> body) {
    steps.accept(what);
    try {
      return thread.run(body);
    } catch (CheckHang e) {
      throw new NativePluginException(file, e.reason(), e);
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case NativePluginException refused -> refused;
        case CheckStop stop -> new NativePluginException(file, stop.reason(), stop);
        case null, default -> new IllegalStateException(what + " broke", e);
      };
    }
  }

  private static PluginInspection.Component look(CheckedComponent component) {
    List<String> faults = new ArrayList<>();
    NativeComponent table = component.table();
    Optional<String> defaults = object(component.defaultConfig(), faults);
    Optional<String> schema =
        Memory.isNull(table.configSchema())
            ? Optional.empty()
            : object(component.configSchema(), faults);
    return new PluginInspection.Component(
        Kind.EXTENSION,
        table.type(),
        table.stability(),
        component.optionalFunctions(),
        defaults,
        schema,
        faults);
  }

  /** The object that it gives, for a reader. */
  private static Optional<String> object(Answer answer, List<String> faults) {
    try {
      return Optional.of(Json.pretty(answer.object()));
    } catch (CheckStop e) {
      faults.add(e.reason());
      return Optional.empty();
    }
  }
}
