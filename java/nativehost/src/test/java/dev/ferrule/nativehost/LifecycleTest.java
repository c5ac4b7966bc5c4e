package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/** Lives that go as they should, or fail as they may. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Fixture.class)
final class LifecycleTest {
  @RegisterExtension private final Rig rig;

  LifecycleTest(Fixture fixture) {
    this.rig = new Rig(fixture);
  }

  @ParameterizedTest
  @CsvSource({"ok, ok", "inline, inline", "async, async", "ok, async", "async, ok"})
  void wholeLife(String start, String shutdown) {
    Subject it = rig.create("{start: %s, shutdown: %s}".formatted(start, shutdown));
    it.assertState(NativeState.CREATED);
    assertThat(rig.plugin().stats().components()).isEqualTo(1);
    assertThat(rig.plugin().counters().components()).isEqualTo(1);
    it.start().assertState(NativeState.RUNNING);
    it.extension.ready();
    it.extension.notReady();
    it.shutdown().assertState(NativeState.DESTROYED);
    assertThat(it.log.lines().stream().map(line -> line.message()))
        .containsSubsequence("created", "ready", "not ready");
    assertThat(it.errors()).isEmpty();
    assertThat(rig.plugin().stats().components()).isZero();
    rig.assertCounted();
  }

  @Test
  void shutdownWithoutStartAndTwice() {
    Subject it = rig.create("{shutdown: async}");
    it.shutdown().assertState(NativeState.DESTROYED);
    it.shutdown().assertState(NativeState.DESTROYED);
    assertThat(it.failToStart()).isEqualTo("cannot be started: it is DESTROYED");
  }

  @Test
  void startsOnce() {
    Subject it = rig.create("{}").start();
    assertThat(it.failToStart()).isEqualTo("cannot be started: it is RUNNING");
    it.shutdown();
  }

  @Test
  void isToldNothingUnlessItRuns() {
    Subject it = rig.create("{}");
    it.extension.ready();
    it.start().shutdown();
    it.extension.notReady();
    assertThat(it.log.lines("ready")).isEmpty();
    assertThat(it.log.lines("not ready")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "async_error"})
  void errorInStart(String ending) {
    Subject it =
        rig.create(
            """
            {start: %s, message: no route to the moon, code: -4, flags: 2,
             detail: {host: moon, tries: 3}}\
            """
                .formatted(ending));
    assertThat(it.failToStart()).isEqualTo("no route to the moon");
    it.assertState(NativeState.FAILED);
    assertThat(it.logged("Native component failed in start.").fields())
        .isEqualTo(
            Map.of(
                "code", "E_BUSY",
                "error", "no route to the moon",
                "permanence", "retryable",
                "host", "moon",
                "tries", "3"));
    assertThat(it.failToStart()).isEqualTo("cannot be started: it is FAILED");
    it.extension.ready();
    it.shutdown().assertState(NativeState.DESTROYED);
    assertThat(it.log.lines("ready")).isEmpty();
  }

  @Test
  void permanentErrorInCreate() {
    assertThat(failToCreate("{create: error, message: no such device, code: -7, flags: 1}"))
        .isEqualTo("no such device");
    rig.assertCounted();
  }

  private String failToCreate(String settings) {
    return Subject.failure(() -> rig.create(settings));
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "async_error"})
  void errorInShutdownStillEndsIt(String ending) {
    Subject it =
        rig.create("{shutdown: %s, message: three batches are lost}".formatted(ending)).start();
    assertThat(it.failToShutDown()).isEqualTo("three batches are lost");
    it.assertState(NativeState.DESTROYED);
    assertThat(it.logged("Native component failed in shutdown.").fields())
        .isEqualTo(
            Map.of(
                "code", "E_INTERNAL",
                "error", "three batches are lost",
                "permanence", "unknown"));
    it.shutdown();
  }

  @Test
  void errorInNotifyIsToldAndItGoesOn() {
    Subject it = rig.create("{notify: error, message: not now}").start();
    assertThat(Subject.failure(it.extension::ready)).isEqualTo("not now");
    it.assertState(NativeState.RUNNING);
    assertThat(Subject.failure(it.extension::notReady)).isEqualTo("not now");
    it.shutdown().assertState(NativeState.DESTROYED);
  }

  @Test
  void startThatEndsInTheShutdown() {
    Subject it = rig.create(Rig.SHORT_START, "{start: late}");
    assertThat(it.failToStart()).isEqualTo("did not start within 300ms");
    it.assertState(NativeState.FAILED);
    rig.expect("components", 1);
    rig.expect("pendingTokens", 1);
    rig.assertCounted();
    it.shutdown().assertState(NativeState.DESTROYED);
    rig.expect("components", 0);
    rig.expect("pendingTokens", 0);
    rig.expect("lateCompletions", 1);
  }

  @Test
  void startThatEndsWhenItIsCancelled() {
    Subject it = rig.create(Rig.SHORT_START, "{start: until_cancel}");
    assertThat(it.failToStart()).isEqualTo("did not start within 300ms");
    Eventually.isTrue("completed", () -> rig.plugin().counters().pendingTokens() == 0);
    it.shutdown().assertState(NativeState.DESTROYED);
    assertThat(it.log.lines("asked to cancel")).hasSize(1);
    rig.expect("lateCompletions", 1);
  }

  @Test
  void startThatIsInterrupted() throws InterruptedException {
    Subject it = rig.create("{start: until_cancel}");
    CompletableFuture<String> message = new CompletableFuture<>();
    Thread starter = Thread.startVirtualThread(() -> message.complete(it.failToStart()));
    Eventually.isTrue("pending", () -> rig.plugin().stats().pendingTokens() == 1);
    starter.interrupt();
    starter.join();
    assertThat(message.join()).isEqualTo("was interrupted while it started");
    it.assertState(NativeState.FAILED);
    it.shutdown().assertState(NativeState.DESTROYED);
    assertThat(it.log.lines("asked to cancel")).hasSize(1);
  }

  @Test
  void shutdownsAtTheSameTimeAreOne() throws InterruptedException {
    Subject it = rig.create("{shutdown: async}").start();
    Thread[] threads = new Thread[8];
    Queue<NativeState> after = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < threads.length; i++) {
      threads[i] = Thread.startVirtualThread(() -> after.add(it.shutdown().state()));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(after).hasSize(8).containsOnly(NativeState.DESTROYED);
  }

  @Test
  void whatNobodyStoppedIsStoppedAtTheEnd() {
    Subject first = rig.create("first", "{shutdown: async}").start();
    Subject second = rig.create("second", "{}");
    Subject failing = rig.create("failing", "{shutdown: error, message: lost}").start();
    rig.plugin().close();
    first.assertState(NativeState.DESTROYED);
    second.assertState(NativeState.DESTROYED);
    failing.assertState(NativeState.DESTROYED);
    assertThat(failing.errors())
        .containsExactly("Native component failed in shutdown.", "failed to stop: lost");
    // The last one first, as it may use the others.
    assertThat(rig.log.messages(Level.WARN))
        .extracting(message -> message.replaceAll("component \\w+/(\\w+) .*", "$1"))
        .containsExactly("failing", "second", "first");
  }
}
