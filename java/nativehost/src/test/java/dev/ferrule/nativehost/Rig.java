package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.Extension;
import dev.ferrule.component.ExtensionFactory;
import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigType;
import dev.ferrule.confmap.Problems;
import dev.ferrule.testkit.RecordingLogger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A plugin that is loaded afresh for each test, with a collector around it. After the test it is
 * closed, and nothing may be left: on either side of the boundary every counter is what it was, but
 * for what the test says.
 */
final class Rig implements BeforeEachCallback, AfterEachCallback {
  /** Longer than anything takes that ends. */
  static final Duration LONG = Duration.ofSeconds(30);

  /** For what never ends. */
  static final Duration SHORT = Duration.ofMillis(300);

  static final Deadlines PATIENT = new Deadlines(LONG, LONG, LONG);
  static final Deadlines SHORT_START = new Deadlines(SHORT, LONG, LONG);
  static final Deadlines SHORT_SHUTDOWN = new Deadlines(LONG, SHORT, LONG);
  static final Deadlines SHORT_CALL = new Deadlines(LONG, LONG, SHORT);
  static final Deadlines HASTY = new Deadlines(SHORT, LONG, SHORT);

  private final Path library;
  private final Map<String, Long> expectedCounters = new TreeMap<>();
  private final Map<String, Long> expectedStats = new TreeMap<>();
  private final Set<String> ignored = new HashSet<>();
  private @Nullable String closeFailure;
  private @Nullable Started started;

  /** What there is during a test. */
  private record Started(
      Path directory, NativePlugin plugin, NativeStats baseline, Telemetry telemetry) {}

  /** Gets what belongs to no component. */
  final RecordingLogger log = new RecordingLogger();

  Rig(Path library) {
    this.library = library;
  }

  Rig(Fixture fixture) {
    this(fixture.library());
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    Path directory = Files.createTempDirectory("ferrule-");
    NativePlugin plugin = NativePlugin.load(Built.copy(library, directory), log, PATIENT, 2);
    started = new Started(directory, plugin, plugin.stats(), new Telemetry());
    twice(() -> create("warm", "{start: async}").start().shutdown());
  }

  /** Runs that twice; what the heap has after the first time is what it has to have in the end. */
  void twice(Runnable life) {
    life.run();
    Started now = started();
    // A thread has the last of it a little longer than its component.
    Eventually.isTrue("no thread is left", () -> plugin().stats().threads() == 0);
    started = new Started(now.directory, now.plugin, now.plugin.stats(), now.telemetry);
    life.run();
  }

  private Started started() {
    if (started == null) {
      throw new AssertionError("no test runs");
    }
    return started;
  }

  NativePlugin plugin() {
    return started().plugin;
  }

  Telemetry telemetry() {
    return started().telemetry;
  }

  /** The same plugin with other deadlines; to be closed like the first one. */
  NativePlugin plugin(Deadlines deadlines) {
    return NativePlugin.load(plugin().path(), log, deadlines, 2);
  }

  /** A component with those settings, JSON laid over the defaults, and with long deadlines. */
  Subject create(String settings) {
    return create("", settings);
  }

  Subject create(String name, String settings) {
    return create(plugin(), name, settings);
  }

  /** One with those deadlines. */
  Subject create(Deadlines deadlines, String settings) {
    try (NativePlugin again = plugin(deadlines)) {
      return create(again, "", settings);
    }
  }

  private Subject create(NativePlugin from, String name, String settings) {
    ExtensionFactory<NativeConfig> factory = factory(from);
    String id = name.isEmpty() ? factory.type() : factory.type() + "/" + name;
    return create(factory, id, decode(factory.config(), settings));
  }

  private Subject create(ExtensionFactory<NativeConfig> factory, String id, NativeConfig config) {
    RecordingLogger logger = new RecordingLogger();
    Extension extension = factory.create(telemetry().settings(id, logger), config);
    return new Subject((NativeExtension) extension, logger);
  }

  /** The first factory of a plugin. */
  @SuppressWarnings("unchecked") // every factory of a plugin has that type of settings
  static ExtensionFactory<NativeConfig> factory(NativePlugin plugin) {
    return (ExtensionFactory<NativeConfig>) plugin.factories().getFirst();
  }

  private static NativeConfig decode(ConfigType<NativeConfig> type, String settings) {
    Problems problems = new Problems();
    ConfigNode node = Yaml.section("extensions:\n  it: " + settings);
    NativeConfig config = type.decode(node, Yaml.PATH, problems);
    problems.throwIfAny();
    return config;
  }

  /** What the plugin finds wrong with the settings of {@code extensions::it}. */
  List<String> problems(String yaml) {
    return problems(plugin(), yaml);
  }

  static List<String> problems(NativePlugin plugin, String yaml) {
    Problems problems = new Problems();
    Object ignored =
        plugin.factories().getFirst().config().decode(Yaml.section(yaml), Yaml.PATH, problems);
    return problems.all().stream().map(Object::toString).toList();
  }

  /** The test has that many of those, by the names in {@link BoundaryCounters}. */
  void expect(String counter, long count) {
    put(expectedCounters, counter, count);
  }

  /** How often that was counted is not looked at in this test. */
  void ignore(String counter) {
    ignored.add(counter);
  }

  /** The same by the names in {@link NativeStats}. */
  void expectStats(String counter, long count) {
    put(expectedStats, counter, count);
  }

  private static void put(Map<String, Long> counts, String counter, long count) {
    if (count == 0) {
      counts.remove(counter);
    } else {
      counts.put(counter, count);
    }
  }

  /** Components are left behind, by design; the plugin cannot be closed. */
  void expectLeaks(int components) {
    expect("components", components);
    expect("leakedComponents", components);
    expectStats("components", components);
    expectCloseFailure(
        "is not closed, because %d of its components did not stop".formatted(components));
  }

  /** From now on the plugin has those deadlines. */
  void closeWith(Deadlines deadlines) {
    Started now = started();
    NativePlugin again = plugin(deadlines);
    now.plugin.close();
    started = new Started(now.directory, again, now.baseline, now.telemetry);
  }

  void expectCloseFailure(String reason) {
    closeFailure = reason;
  }

  /** Ends what is late or stuck in the plugin. */
  void flush() {
    create("flush", "{start: flush}").start().shutdown();
  }

  /** Checks what there is now, apart from what grows only. */
  void assertCounted() {
    assertThat(counted(plugin().counters(), null)).isEqualTo(expectedCounters);
  }

  /** What is not zero, or not what it was. */
  private Map<String, Long> counted(Record counters, @Nullable Record baseline) {
    Map<String, Long> all = new TreeMap<>();
    for (RecordComponent component : counters.getClass().getRecordComponents()) {
      long value = value(component, counters);
      // The heap is not empty before the first component.
      if (baseline != null && component.getName().startsWith("heap")) {
        value -= value(component, baseline);
      }
      if (value != 0 && !ignored.contains(component.getName())) {
        all.put(component.getName(), value);
      }
    }
    return all;
  }

  private static long value(RecordComponent component, Record of) {
    try {
      return (long) component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(component.getName(), e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Started test = started();
    try {
      close(test.plugin);
      assertNothingLeft();
    } finally {
      started = null;
      test.telemetry.close();
      deleteAll(test.directory);
    }
  }

  private void close(NativePlugin plugin) {
    if (closeFailure == null) {
      plugin.close();
      Eventually.isTrue("no thread " + threads(), () -> threads().isEmpty());
    } else {
      assertThatThrownBy(plugin::close)
          .isInstanceOf(NativePluginException.class)
          .hasMessage("native plugin " + plugin.path() + ": " + closeFailure);
    }
  }

  /** The plugin has been closed. */
  private void assertNothingLeft() {
    assertThat(counted(plugin().counters(), null)).as("host").isEqualTo(expectedCounters);
    Map<String, Long> stats = counted(plugin().stats(), started().baseline);
    if (expectedStats.containsKey("components")) {
      // What is left behind takes as much as it takes.
      assertThat(stats.remove("heapBytes")).isPositive();
      assertThat(stats.remove("heapBlocks")).isPositive();
    }
    assertThat(stats).as("plugin").isEqualTo(expectedStats);
  }

  /** The platform threads in or of the plugin that the JVM knows. */
  List<String> threads() {
    String stem = plugin().path().getFileName().toString().replaceAll("^lib|\\.so$", "");
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("native-") && name.contains("-" + stem + "-"))
        .sorted()
        .toList();
  }

  private static void deleteAll(Path directory) {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
