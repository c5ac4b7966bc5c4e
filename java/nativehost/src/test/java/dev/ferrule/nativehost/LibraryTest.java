package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.Extension;
import dev.ferrule.component.ExtensionFactory;
import dev.ferrule.component.Stability;
import dev.ferrule.confmap.Problems;
import dev.ferrule.testkit.RecordingLogger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A library is loaded once in a process, and closed by the last of those who have loaded it. */
@Timeout(60)
final class LibraryTest {
  @TempDir private Path directory;
  private final RecordingLogger log = new RecordingLogger();
  private final Telemetry telemetry = new Telemetry();

  private NativePlugin load(Path file) {
    return NativePlugin.load(file, log, Rig.PATIENT, 3);
  }

  private Extension create(NativePlugin plugin) {
    return Rig.factory(plugin)
        .create(telemetry.settings("c_fixture", log), Rig.factory(plugin).config().defaults());
  }

  @Test
  void saysWhatItIs() {
    try (NativePlugin plugin = NativePlugin.load(Built.copy(Fixture.C.library(), directory), log)) {
      assertThat(plugin.name()).isEqualTo("c-fixture");
      assertThat(plugin.version()).isEqualTo("1.2.3");
      assertThat(plugin.path()).startsWith(directory);
      ExtensionFactory<NativeConfig> factory = Rig.factory(plugin);
      assertThat(factory.type()).isEqualTo("c_fixture");
      assertThat(factory.stability()).isEqualTo(Stability.DEVELOPMENT);
      assertThat(factory.module())
          .isEqualTo("c-fixture 1.2.3 (native, " + plugin.path().getFileName() + ")");
      assertThat(factory.config().defaults().json()).startsWith("{\"start\":\"ok\",");
    }
  }

  @Test
  void isSharedByThoseWhoLoadIt() {
    Path file = Built.copy(Fixture.C.library(), directory);
    NativePlugin one = load(file);
    NativePlugin other = load(file);
    Extension extension = create(one);
    assertThat(other.counters().components()).isEqualTo(1);
    extension.shutdown();
    one.close();
    one.close();
    create(other).shutdown();
    other.close();
    assertThatThrownBy(() -> create(one))
        .isInstanceOf(ComponentException.class)
        .hasMessage("native plugin %s is closed".formatted(file));
    Problems problems = new Problems();
    Object ignored = Rig.factory(one).config().decode(Yaml.settings("a: 1"), Yaml.PATH, problems);
    assertThat(problems.all())
        .singleElement()
        .asString()
        .endsWith("native plugin %s is closed".formatted(file));
  }

  /** Whoever comes second must not close it before the first has it. */
  @Test
  void loadsAndClosesAtTheSameTime() throws Exception {
    int threads = 4;
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int round = 0; round < 50; round++) {
        Path file = Built.copy(Fixture.C.library(), directory);
        CyclicBarrier barrier = new CyclicBarrier(threads);
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
          all.add(executor.submit(() -> loadAndClose(file, barrier)));
        }
        int loaded = 0;
        for (Future<Boolean> one : all) {
          loaded += one.get() ? 1 : 0;
        }
        assertThat(loaded).as("whoever was first, at least").isPositive();
      }
    }
  }

  private boolean loadAndClose(Path file, CyclicBarrier barrier) throws Exception {
    barrier.await();
    try (NativePlugin plugin = load(file)) {
      create(plugin).shutdown();
      return true;
    } catch (NativePluginException e) {
      assertThat(e)
          .hasMessageEndingWith("was closed, and a library can be opened once in a process");
      return false;
    }
  }

  /** Nothing is created in a plugin that is being closed, and it is closed after what was. */
  @Test
  void createsAndClosesAtTheSameTime() throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < 100; round++) {
        NativePlugin plugin = load(Built.copy(Fixture.C.library(), directory));
        CyclicBarrier barrier = new CyclicBarrier(2);
        Future<Boolean> creator =
            executor.submit(() -> {
              barrier.await();
              try {
                Extension ignored = create(plugin);
                return true;
              } catch (ComponentException e) {
                assertThat(e).hasMessageEndingWith(" is closed");
                return false;
              }
            });
        Future<?> closer =
            executor.submit(() -> {
              barrier.await();
              plugin.close();
              return true;
            });
        creator.get();
        closer.get();
        assertThat(plugin.stats().components()).isZero();
        assertThat(plugin.counters().components()).isZero();
        assertThat(plugin.counters().failedUpcalls()).isZero();
      }
    }
  }
}
