package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ferrule.component.Status;
import dev.ferrule.component.StatusEvent;
import dev.ferrule.testkit.RecordingLogger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

/** The plugin of {@code rust/fixtures/hostile}, which does what the name of its file says. */
@Timeout(60)
final class HostileTest {
  private static final Path LIBRARY = Built.file("rust/target/release/libferrule_hostile.so");

  @TempDir private Path directory;
  private final RecordingLogger log = new RecordingLogger();
  private final Telemetry telemetry = new Telemetry();

  private Path copy(String mode) throws IOException {
    return Files.copy(LIBRARY, directory.resolve(mode + ".so"));
  }

  private NativePlugin load(String mode) throws IOException {
    return NativePlugin.load(copy(mode), log, Rig.PATIENT, 0);
  }

  private String refused(String mode, Deadlines deadlines) throws IOException {
    Path file = copy(mode);
    NativePluginException thrown =
        catchThrowableOfType(
            NativePluginException.class, () -> NativePlugin.load(file, log, deadlines, 0).close());
    assertThat(thrown).as("it must be refused").isNotNull();
    return String.valueOf(thrown.getMessage()).replace("native plugin " + file + ": ", "");
  }

  private Subject create(NativePlugin plugin) {
    RecordingLogger logger = new RecordingLogger();
    return new Subject(
        (NativeExtension)
            Rig.factory(plugin)
                .create(telemetry.settings("hostile", logger), new NativeConfig("{}")),
        logger);
  }

  private static List<String> threads(String mode) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("native-" + mode))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "slow_load, was not loaded within 300ms",
    "slow_open, did not open within 300ms",
    "slow_default, 'default_config of component \"hostile\" did not return within 300ms'",
  })
  void thatTakesTooLongIsRefused(String mode, String reason) throws IOException {
    assertThat(refused(mode, Rig.SHORT_CALL)).isEqualTo(reason);
    Eventually.isTrue("no thread is left", () -> threads("call-" + mode).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "panic_open, refused to open: a bug in the component: the stars are wrong",
    "crooked_plugin, its struct is at an address that is no multiple of 8",
    "crooked_list, its list of components is at an address that is no multiple of 8",
    "crooked_component, component 0 is at an address that is no multiple of 8",
  })
  void thatIsOutOfOrderIsRefused(String mode, String reason) throws IOException {
    assertThat(refused(mode, Rig.PATIENT)).isEqualTo(reason);
  }

  @Test
  void thatTakesOverSignalsIsReported() throws IOException {
    Signals before = Signals.now();
    try (NativePlugin plugin = load("signals")) {
      assertThat(log.messages(Level.WARN))
          .containsExactly(
              "native plugin %s took over signals 1, 10; stopping the collector may not work"
                  .formatted(plugin.path()));
    }
    assertThat(Signals.now().since(before)).isEmpty();
  }

  /** It calls the host before the host knows what plugin it is. */
  @Test
  void thatCallsInOpenIsServed() throws IOException {
    try (NativePlugin plugin = load("early")) {
      assertThat(log.lines("early")).hasSize(1);
      assertThat(plugin.counters())
          .isEqualTo(new BoundaryCounters(0, 0, 0, 0, 0, 0, 2, 0, 1, 0, 0));
    }
  }

  @Test
  void garbageIsAnsweredAndCounted() throws IOException {
    try (NativePlugin plugin = load("garbage")) {
      Subject it = create(plugin);
      assertThat(it.failToStart()).isEqualTo("the host could not read how it ended");
      // What it was answered: define_metric, find_extension, describe.
      assertThat(it.log.lines("-1 -1 -1 -8 -8 -1 0 -1 -1 -3 -8 -1 -1 -7 0")).hasSize(1);
      assertThat(it.host().reported())
          .containsExactly(
              new StatusEvent(Status.RECOVERABLE_ERROR, "the component gave no reason"));
      assertThat(telemetry.values()).containsOnlyKeys("hostile.calls{extension=hostile}");
      it.shutdown().assertState(NativeState.DESTROYED);
      assertThat(plugin.counters())
          .isEqualTo(new BoundaryCounters(0, 0, 0, 0, 0, 0, 2, 5, 5, 0, 11));
      assertThat(log.lines())
          .filteredOn(line -> line.thrown() != null)
          .extracting(line -> line.message())
          .hasSize(11)
          .containsOnly("a call from native plugin garbage to the host failed");
    }
  }

  /** What is given away is the plugin's; the host can only count it. */
  @Test
  void thatKeepsWhatItWasGivenIsCounted() throws IOException {
    try (NativePlugin plugin = load("keep")) {
      create(plugin).start().shutdown();
      create(plugin).start().shutdown();
      assertThat(plugin.counters().hostBufs()).isEqualTo(2);
    }
  }

  /** Each thread of a plugin is a thread of the JVM from its first call until it ends. */
  @Test
  void callsFromManyThreads() throws IOException {
    try (NativePlugin plugin = load("storm")) {
      Subject it = create(plugin).start();
      assertThat(it.log.lines("short")).hasSize(200);
      assertThat(it.log.lines("long")).hasSize(8 * 200);
      assertThat(it.host().reported()).hasSize(8 * 200).containsOnly(StatusEvent.of(Status.OK));
      it.shutdown();
      assertThat(plugin.counters())
          .isEqualTo(new BoundaryCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
      Eventually.isTrue("no thread is left", () -> threads("storm").isEmpty());
    }
  }

  @Test
  void threadsEndWhenThePluginIsClosed() throws IOException {
    NativePlugin plugin = load("chatter");
    Subject it = create(plugin).start();
    Eventually.isTrue("all call", () -> threads("chatter").size() == 4);
    try (Stream<Thread> all = Thread.getAllStackTraces().keySet().stream()) {
      assertThat(all.filter(thread -> thread.getName().startsWith("native-chatter-")))
          .allMatch(Thread::isDaemon)
          .allMatch(thread -> thread.getContextClassLoader() != null);
    }
    it.shutdown();
    plugin.close();
    Eventually.isTrue("no thread is left", () -> threads("chatter").isEmpty());
    assertThat(plugin.stats().threads()).isZero();
  }
}
