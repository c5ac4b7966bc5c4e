package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.Extension;
import dev.ferrule.component.Host;
import dev.ferrule.testkit.FakeHost;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Many components of one plugin at the same time. All virtual threads here share one carrier. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Fixture.class)
final class ManyTest {
  @RegisterExtension private final Rig rig;

  ManyTest(Fixture fixture) {
    this.rig = new Rig(fixture);
  }

  private List<Subject> create(int count, String settings) {
    List<Subject> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(rig.create("n" + i, settings));
    }
    return all;
  }

  private static void each(List<Subject> subjects, Consumer<Subject> step) {
    List<CompletableFuture<Void>> all =
        subjects.stream()
            .map(one ->
                CompletableFuture.runAsync(() -> step.accept(one), Thread::startVirtualThread))
            .toList();
    all.forEach(CompletableFuture::join);
  }

  @Test
  void virtualThreadsShareOneCarrier() {
    // What the other tests rely on.
    assertThat(System.getProperty("jdk.virtualThreadScheduler.parallelism")).isEqualTo("1");
    assertThat(System.getProperty("jdk.virtualThreadScheduler.maxPoolSize")).isEqualTo("1");
  }

  /** None of the starts is done before all have begun. */
  @Test
  void startsOverlap() {
    List<Subject> all = create(100, "{start: async, barrier: 100}");
    each(all, Subject::start);
    assertThat(all).allMatch(one -> one.state() == NativeState.RUNNING);
    rig.expect("components", 100);
    rig.assertCounted();
    each(all, Subject::shutdown);
    assertThat(all).allMatch(one -> one.state() == NativeState.DESTROYED);
    rig.expect("components", 0);
    // Rust's list of threads keeps its room.
    rig.ignore("heapBytes");
  }

  /** A thread that is inside native code is no carrier: another virtual thread goes on. */
  @Test
  @SuppressWarnings("ThreadPriorityCheck") // the scheduler of virtual threads is what is tested
  void nativeCodeThatBlocksPinsNothing() throws InterruptedException {
    List<Subject> blocked = create(8, "{start: stuck}");
    AtomicInteger steps = new AtomicInteger();
    Thread flusher =
        Thread.startVirtualThread(() -> {
          Eventually.isTrue("all inside", () -> rig.plugin().counters().pendingTokens() == 8);
          for (int i = 0; i < 1000; i++) {
            steps.incrementAndGet();
            LockSupport.parkNanos(1); // leaves the carrier
          }
          rig.flush();
        });
    each(blocked, Subject::start);
    flusher.join();
    assertThat(steps).hasValue(1000);
    each(blocked, Subject::shutdown);
  }

  @Test
  void poisonedOneDoesNotAffectTheOthers() {
    rig.twice(() -> {
      List<Subject> all = create(8, "{start: async, shutdown: async, metrics: true}");
      Subject bad = rig.create("bad", "{start: async, notify: panic, metrics: true}");
      List<Subject> both = new ArrayList<>(all);
      both.add(bad);
      each(both, Subject::start);
      assertThat(Subject.failure(bad.extension::ready)).startsWith("a bug in the component");
      bad.assertState(NativeState.POISONED);
      each(all, one -> one.extension.ready());
      assertThat(all).allMatch(one -> one.log.lines("ready").size() == 1);
      assertThat(all).allMatch(one -> one.host().reported().isEmpty());
      bad.shutdown().assertState(NativeState.DESTROYED);
      assertThat(all).allMatch(one -> one.state() == NativeState.RUNNING);
      each(all, Subject::shutdown);
    });
    rig.expectStats("panics", 2);
    // Rust's list of threads keeps its room; blocks are counted all the same.
    rig.ignore("heapBytes");
  }

  /** Nothing of the host keeps what has ended, nor the collector that it was in. */
  @Test
  void nothingKeepsWhatHasEnded() {
    List<WeakReference<?>> gone = new ArrayList<>();
    for (String settings :
        List.of(
            "{start: async, shutdown: async, metrics: true, describe: true, interface: true}",
            "{start: async_error}",
            "{notify: error, shutdown: async_error}")) {
      gone.addAll(live(settings));
    }
    Eventually.isTrue(
        "collected",
        () -> {
          System.gc();
          return gone.stream().allMatch(reference -> reference.get() == null);
        });
  }

  private List<WeakReference<?>> live(String settings) {
    Host host = new FakeHost();
    Extension extension = rig.create("weak", settings).extension;
    for (Runnable step :
        List.<Runnable>of(() -> extension.start(host), extension::ready, extension::shutdown)) {
      try {
        step.run();
      } catch (ComponentException e) {
        assertThat(e).hasMessage("as asked");
      }
    }
    return List.of(new WeakReference<>(extension), new WeakReference<>(host));
  }
}
