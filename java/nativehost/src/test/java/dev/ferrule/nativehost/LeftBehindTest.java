package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.Status;
import dev.ferrule.component.StatusEvent;
import dev.ferrule.testkit.RecordingLogger.Line;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Components that do not return or do not complete. Native code may still use them, so they are
 * left as they are, counted, and never touched again.
 */
@Timeout(60)
@ParameterizedClass
@EnumSource(Fixture.class)
final class LeftBehindTest {
  @RegisterExtension private final Rig rig;

  LeftBehindTest(Fixture fixture) {
    this.rig = new Rig(fixture);
  }

  private static void assertLeftBehind(Subject it, String because) {
    assertThat(it.failToShutDown()).isEqualTo("is left behind, because " + because);
    assertRemainsBehind(it, because);
  }

  private static void assertRemainsBehind(Subject it, String because) {
    it.assertState(NativeState.LEAKED);
    assertThat(it.errors()).endsWith("native component is left behind, because " + because);
    List<Line> before = records(it);
    it.shutdown();
    it.extension.notReady();
    assertThat(it.failToStart()).isEqualTo("cannot be started: it is LEAKED");
    assertThat(records(it)).as("never touched again").isEqualTo(before);
  }

  /** Without what another thread may write, since it is told that a token was given up. */
  private static List<Line> records(Subject it) {
    return it.log.lines().stream()
        .filter(line -> !line.message().equals("asked to cancel"))
        .toList();
  }

  @Test
  void startThatIsNeverCompleted() {
    Subject it = rig.create(Rig.HASTY, "{start: never}");
    assertThat(it.failToStart()).isEqualTo("did not start within 300ms");
    assertLeftBehind(it, "its start was never completed");
    rig.expectLeaks(1);
    rig.expect("pendingTokens", 1);
    rig.expectStats("pendingTokens", 1);
  }

  @Test
  void startThatDoesNotReturn() {
    Subject it = rig.create(Rig.HASTY, "{start: stuck}");
    assertThat(it.failToStart()).isEqualTo("did not start within 300ms");
    assertLeftBehind(it, "its start has not returned");
    rig.flush();
    Eventually.isTrue("returned", () -> rig.plugin().counters().pendingTokens() == 0);
    assertRemainsBehind(it, "its start has not returned");
    rig.expectLeaks(1);
  }

  @Test
  void shutdownThatIsNeverCompleted() {
    Subject it = rig.create(Rig.SHORT_SHUTDOWN, "{shutdown: never}").start();
    assertLeftBehind(it, "it did not stop within 300ms");
    rig.expectLeaks(1);
    rig.expect("pendingTokens", 1);
    rig.expectStats("pendingTokens", 1);
  }

  @Test
  void shutdownThatIsCompletedTooLate() {
    Subject it = rig.create(Rig.SHORT_SHUTDOWN, "{shutdown: late}").start();
    assertLeftBehind(it, "it did not stop within 300ms");
    rig.flush();
    assertRemainsBehind(it, "it did not stop within 300ms");
    rig.expectLeaks(1);
    rig.expect("lateCompletions", 1);
  }

  @Test
  void shutdownThatDoesNotReturn() {
    Subject it = rig.create(Rig.SHORT_SHUTDOWN, "{shutdown: stuck}").start();
    assertLeftBehind(it, "it did not stop within 300ms");
    rig.flush();
    rig.expectLeaks(1);
    Eventually.isTrue("returned", () -> rig.plugin().counters().pendingTokens() == 0);
  }

  @Test
  void createThatDoesNotReturn() {
    assertThat(Subject.failure(() -> rig.create(Rig.SHORT_CALL, "{create: stuck}")))
        .isEqualTo("was not created within 300ms");
    rig.flush();
    Eventually.isTrue("returned", () -> rig.plugin().stats().components() == 1);
    rig.expectLeaks(1);
  }

  @Test
  void destroyThatDoesNotReturn() {
    Subject it = rig.create(Rig.SHORT_CALL, "{destroy: stuck}").start();
    assertLeftBehind(it, "destroy has not returned");
    rig.flush();
    Eventually.isTrue("returned", () -> rig.plugin().stats().components() == 0);
    assertRemainsBehind(it, "destroy has not returned");
    rig.expectLeaks(1);
    rig.expectStats("components", 0);
  }

  @Test
  void notificationThatDoesNotReturn() {
    Subject it = rig.create(Rig.SHORT_CALL, "{notify: stuck}").start();
    assertThat(Subject.failure(it.extension::ready))
        .isEqualTo("did not take a notification within 300ms");
    assertThat(Subject.failure(it.extension::notReady))
        .as("not called while another notification is inside")
        .isEqualTo("has not returned from the notification before");
    assertLeftBehind(it, "a notification has not returned");
    rig.flush();
    Eventually.isTrue("returned", () -> !it.log.lines("ready").isEmpty());
    assertThat(it.log.lines("not ready")).isEmpty();
    rig.expectLeaks(1);
  }

  @Test
  void notificationThatReturnsLate() {
    Subject it = rig.create(Rig.SHORT_CALL, "{notify: stuck}").start();
    assertThat(Subject.failure(it.extension::ready))
        .isEqualTo("did not take a notification within 300ms");
    rig.flush();
    Eventually.isTrue("returned", () -> !it.log.lines("ready").isEmpty());
    assertThat(Subject.failure(it.extension::notReady))
        .isEqualTo("did not take a notification within 300ms");
    rig.flush();
    Eventually.isTrue("returned", () -> !it.log.lines("not ready").isEmpty());
    it.shutdown().assertState(NativeState.DESTROYED);
  }

  @Test
  void dependenciesThatDoNotReturn() {
    assertThat(Subject.failure(() -> rig.create(Rig.SHORT_CALL, "{dependencies: stuck}")))
        .isEqualTo("did not tell its dependencies within 300ms");
    rig.flush();
    rig.assertCounted();
  }

  @Test
  void validateThatDoesNotReturn() {
    try (NativePlugin hasty = rig.plugin(Rig.SHORT_CALL)) {
      assertThat(Rig.problems(hasty, "extensions:\n  it: {validate: stuck}"))
          .containsExactly("test.yaml:2:7: extensions::it: validate did not return within 300ms");
    }
    rig.flush();
  }

  /** Nobody hears of it any more, since the service has been told that it is gone. */
  @Test
  void whatItReportsIsIgnored() {
    Subject it = rig.create(Rig.SHORT_SHUTDOWN, "{shutdown: late, metrics: true}").start();
    assertLeftBehind(it, "it did not stop within 300ms");
    it.extension.report(StatusEvent.of(Status.OK));
    assertThat(it.host().reported()).isEmpty();
    rig.flush();
    rig.expectLeaks(1);
    rig.expect("lateCompletions", 1);
    rig.expect("series", 3);
  }

  @Test
  void startThatHangsDoesNotHoldUpOthers() {
    CompletableFuture<String> stuck = new CompletableFuture<>();
    Subject it = rig.create(Rig.HASTY, "{start: stuck}");
    Thread starter = Thread.startVirtualThread(() -> stuck.complete(it.failToStart()));
    rig.create("other", "{start: async, shutdown: async}").start().shutdown();
    assertThat(stuck.join()).isEqualTo("did not start within 300ms");
    assertThat(starter).isNotNull();
    assertLeftBehind(it, "its start has not returned");
    rig.flush();
    Eventually.isTrue("returned", () -> rig.plugin().counters().pendingTokens() == 0);
    rig.expectLeaks(1);
  }
}
