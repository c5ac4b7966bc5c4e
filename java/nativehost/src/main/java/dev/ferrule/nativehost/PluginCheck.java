package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;

import dev.ferrule.confmap.ConfigNode.MapNode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a plugin keeps the rules of {@code ferrule_plugin.h}, by calling its tables as a
 * host may, and in some ways that a good host does not. A plugin that breaks a rule can end the
 * process or hang in it: this is for a process that has nothing else to do and can be ended from
 * outside.
 */
public final class PluginCheck {
  private static final String PLUGIN = "plugin";
  private static final String OPENS = "ferrule_plugin_open_v1: keeps the host pointer, sets *out";
  private static final String NEWER = "Versions: within a major version structs only grow";
  private static final int WORKERS = 2;
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(2);

  /** What is checked; each part needs a process that has not loaded the plugin. */
  public enum Part {
    /** What it does with a host that keeps the rules: nearly everything. */
    GOOD_HOST,
    /** What it does with a host of another major version. */
    OTHER_MAJOR,
    /** What it does with a host of a newer minor version. */
    NEWER_MINOR,
    /** What it does with a host that breaks the rules of calls. */
    BAD_HOST
  }

  private final Path file;
  private final Map<String, MapNode> settings;
  private final Deadlines deadlines;
  private final CheckHost host = new CheckHost();
  private final CallWatch watch = new CallWatch();
  private final Caller caller = new Caller(host.ledger(), watch);
  private final CheckRun run;
  private final ProcessWatch process;
  // Set by the checks that load and open it.
  private MemorySegment entry = MemorySegment.NULL;
  private @Nullable OpenPlugin plugin;

  /**
   * A check that is not made yet.
   *
   * @param file the shared library
   * @param settings to be laid over the defaults of components, by type
   * @param outputs the files that the process has for standard output and error; empty if they are
   *     not known
   * @param deadlines for each call
   * @param listener hears of each check as it is made
   */
  public PluginCheck(
      Path file,
      Map<String, MapNode> settings,
      List<Path> outputs,
      Deadlines deadlines,
      CheckListener listener) {
    this.file = file;
    this.settings = Map.copyOf(settings);
    this.deadlines = deadlines;
    this.run = new CheckRun(listener, watch, deadlines.call());
    this.process = new ProcessWatch(outputs);
  }

  /**
   * Makes the checks of one part, once.
   *
   * @return whether the plugin could be opened, without which there is nothing to check
   * @throws NativePluginException if it does not offer a component for which settings are given
   */
  public boolean make(Part part) {
    NativePlugin.checkAccess(file);
    try (run) {
      run.about(PLUGIN);
      process.remember();
      return switch (part) {
        case GOOD_HOST -> checkGood();
        case OTHER_MAJOR ->
            run.check(
                "does not open for a host of another major version",
                "ferrule_plugin_open_v1: refuses a host whose abi_major is another",
                this::checkRefusal);
        case NEWER_MINOR ->
            run.check(
                "opens for a host of a newer minor version",
                "Versions: a reader looks at no more than its own size",
                () -> open(part));
        case BAD_HOST -> checkBad();
      };
    }
  }

  private void load() {
    LibraryFile library = LibraryFile.check(file);
    watch.run("the loading of the library", () -> entry = LibraryLoader.entry(library.path()));
  }

  private void open(Part part) throws CheckStop {
    if (Memory.isNull(entry)) {
      load();
    }
    plugin = OpenPlugin.open(file, entry, host.table(part, WORKERS), caller);
  }

  private void checkRefusal() throws CheckStop {
    load();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ADDRESS);
      OpenPlugin.open(entry, host.table(Part.OTHER_MAJOR, WORKERS), out, caller).mustFail();
      if (!Memory.isNull(out.get(ADDRESS, 0))) {
        throw CheckStop.failed("it refused, but set *out");
      }
    }
  }

  private CheckContext context() {
    return new CheckContext(run, host, Objects.requireNonNull(plugin), deadlines);
  }

  private List<CheckedComponent> components() {
    return Objects.requireNonNull(plugin).table().components().stream()
        .map(one -> new CheckedComponent(one, caller))
        .toList();
  }

  private @Nullable MapNode given(CheckedComponent component) {
    return settings.get(component.table().type());
  }

  private boolean checkGood() {
    if (!run.check(
            "is a shared library with the entry of a plugin",
            "ferrule_plugin_open_v1: the only symbol that a plugin exports",
            this::load)
        || !run.check("opens and gives a table", OPENS, () -> open(Part.GOOD_HOST))) {
      return false;
    }
    CheckContext context = context();
    List<CheckedComponent> components = components();
    checkNames(context.plugin().table());
    host.ledger()
        .probeWith(new LockProbe(host.ledger(), context.plugin(), components, LOCK_PATIENCE));
    new StatsChecks(context).make();
    for (String skipped : context.plugin().table().skipped()) {
      run.judge(
          "every component can be checked",
          NEWER,
          () -> {
            throw CheckStop.skipped(skipped);
          });
    }
    boolean left = false;
    for (CheckedComponent component : components) {
      new ComponentChecks(context, component, given(component)).make();
      left |= run.stuck() != null;
    }
    run.about(PLUGIN);
    if (left) {
      run.giveUp("a component is left behind, and close comes after every one was destroyed");
    }
    new ClosingChecks(context, process).make();
    return true;
  }

  private boolean checkBad() {
    if (!run.check("opens in another process", OPENS, () -> open(Part.BAD_HOST))) {
      return false;
    }
    CheckContext context = context();
    for (CheckedComponent component : components()) {
      new MisuseChecks(context, component, given(component)).make();
    }
    return true;
  }

  private void checkNames(PluginTable table) {
    List<String> types = table.components().stream().map(NativeComponent::type).toList();
    for (String type : settings.keySet()) {
      if (!types.contains(type)) {
        throw new NativePluginException(
            file,
            "offers no component \"%s\", for which there are settings; it offers %s"
                .formatted(type, String.join(", ", types)));
      }
    }
  }
}
