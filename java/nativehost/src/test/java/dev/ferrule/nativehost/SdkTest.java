package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.Extension;
import dev.ferrule.component.ExtensionFactory;
import dev.ferrule.component.Factory;
import dev.ferrule.testkit.FakeHost;
import dev.ferrule.testkit.RecordingLogger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

/** What only the fixture in Rust does: it has three types, can take its time, and can forget. */
@Timeout(60)
final class SdkTest {
  private static final int AT_ONCE = 64;
  private static final int OF_EACH = 8;
  private static final Duration ALL_TOGETHER = Duration.ofSeconds(1);
  private static final int ATTEMPTS = 5;

  @RegisterExtension private final Rig rig = new Rig(Fixture.RUST);

  private static <T> void each(List<T> all, Consumer<T> step) {
    all.stream()
        .map(one -> CompletableFuture.runAsync(() -> step.accept(one), Thread::startVirtualThread))
        .toList()
        .forEach(CompletableFuture::join);
  }

  /** One after the other they would take 13 seconds. */
  @Test
  void startsThatTakeTimeTakeItTogether() {
    List<Duration> took = new ArrayList<>();
    do {
      List<Subject> all = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        all.add(rig.create("n" + i, "{start: async, delay_ms: 200}"));
      }
      long began = System.nanoTime();
      each(all, Subject::start);
      took.add(Duration.ofNanos(System.nanoTime() - began));
      each(all, Subject::shutdown);
      // A machine that does something else meanwhile gets another chance.
    } while (took.getLast().compareTo(ALL_TOGETHER) > 0 && took.size() < ATTEMPTS);
    assertThat(took.getLast()).as("%s", took).isLessThan(ALL_TOGETHER);
    // Rust's list of threads keeps its room.
    rig.ignore("heapBytes");
  }

  @Test
  void completionThatIsForgottenFailsTheStart() {
    Subject it = rig.create("{start: dropped}");
    assertThat(it.failToStart()).isEqualTo("the component dropped its completion");
    it.shutdown().assertState(NativeState.DESTROYED);
  }

  @Test
  void panicInDropIsCaught() {
    rig.twice(() -> rig.create("{destroy: panic}").start().shutdown());
    rig.expectStats("panics", 2);
  }

  /** Two plugins, three types of one and one of the other, eight of each, and some that panic. */
  @Test
  void manyTypesAndPluginsAtTheSameTime(@TempDir Path directory) {
    RecordingLogger log = new RecordingLogger(Level.ERROR);
    List<Extension> good = new ArrayList<>();
    List<Extension> bad = new ArrayList<>();
    Path library = Built.copy(Fixture.C.library(), directory);
    try (NativePlugin other = NativePlugin.load(library, log, Rig.PATIENT, 0)) {
      List<Factory<?>> factories = new ArrayList<>(rig.plugin().factories());
      factories.addAll(other.factories());
      assertThat(factories)
          .extracting(Factory::type)
          .containsExactly("rust_fixture", "rust_fixture_two", "rust_fixture_three", "c_fixture");
      for (Factory<?> factory : factories) {
        for (int i = 0; i < OF_EACH; i++) {
          boolean panics = i == OF_EACH - 1;
          (panics ? bad : good)
              .add(
                  create(
                      factory,
                      factory.type() + "/" + i,
                      panics
                          ? "{\"start\":\"async\",\"notify\":\"panic\"}"
                          : "{\"start\":\"async\",\"shutdown\":\"async\",\"metrics\":true}"));
        }
      }
      List<Extension> all = new ArrayList<>(good);
      all.addAll(bad);
      each(all, one -> one.start(new FakeHost()));
      each(bad, one -> assertThat(Subject.failure(one::ready)).startsWith("a bug in"));
      each(good, Extension::ready);
      each(all, Extension::shutdown);
      assertThat(all).allMatch(one -> ((NativeExtension) one).state() == NativeState.DESTROYED);
      assertThat(other.stats().panics()).isEqualTo(1);
      assertThat(telemetryOfEach()).isEqualTo(factories.size() * (OF_EACH - 1L));
    }
    rig.expectStats("panics", 3);
    // Rust keeps what it needs to name the place of a panic, and the room of its lists.
    rig.ignore("heapBytes");
    rig.ignore("heapBlocks");
  }

  private long telemetryOfEach() {
    return rig.telemetry().values().entrySet().stream()
        .filter(value -> value.getKey().contains("fixture") && value.getKey().contains(".calls"))
        .filter(value -> value.getValue() == 5.0)
        .count();
  }

  @SuppressWarnings("unchecked") // every factory of a plugin has that type of settings
  private Extension create(Factory<?> factory, String id, String settings) {
    return ((ExtensionFactory<NativeConfig>) factory)
        .create(rig.telemetry().settings(id, new RecordingLogger()), new NativeConfig(settings));
  }
}
