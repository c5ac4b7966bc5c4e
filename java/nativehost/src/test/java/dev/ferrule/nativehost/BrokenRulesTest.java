package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.Status;
import dev.ferrule.component.StatusEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

/** A plugin that breaks the rules of the header: harmless, and counted. */
@Timeout(60)
final class BrokenRulesTest {
  @RegisterExtension private final Rig rig = new Rig(Fixture.C);

  /** Completions that are too many. */
  @ParameterizedTest
  @CsvSource({"double, 1", "many, 63", "unasked, 1"})
  void completedTooOften(String ending, int duplicates) {
    Subject it = rig.create("{start: %s}".formatted(ending)).start();
    it.assertState(NativeState.RUNNING);
    it.shutdown().assertState(NativeState.DESTROYED);
    rig.expect("duplicateCompletions", duplicates);
    rig.assertCounted();
  }

  @ParameterizedTest
  @CsvSource({"double, 1", "many, 63", "unasked, 1"})
  void shutdownCompletedTooOften(String ending, int duplicates) {
    rig.create("{shutdown: %s}".formatted(ending)).start().shutdown();
    rig.expect("duplicateCompletions", duplicates);
    rig.assertCounted();
  }

  @ParameterizedTest
  @ValueSource(strings = {"strange", "async_strange"})
  void codeThatDoesNotExist(String ending) {
    Subject it = rig.create("{start: %s, shutdown: %1$s}".formatted(ending));
    String message = "answered 77, which the plugin interface does not know";
    assertThat(it.failToStart()).isEqualTo(message);
    assertThat(it.failToShutDown()).isEqualTo(message);
    it.assertState(NativeState.DESTROYED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "create: async | answered \"pending\", which this function must not",
        "create: strange | answered 77, which the plugin interface does not know",
        "create: never | create succeeded without giving a component",
        "create: refuse | as asked",
        "'create: error, code: 5' | answered 5, which the plugin interface does not know",
        "'create: error, code: -99' | as asked",
        "dependencies: async | answered \"pending\", which this function must not",
        "dependencies: strange | answered 77, which the plugin interface does not know",
        "dependencies: refuse | as asked",
      })
  void functionThatAnswersOddly(String settings, String message) {
    assertThat(Subject.failure(() -> rig.create("{" + settings + "}"))).isEqualTo(message);
    rig.assertCounted();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "async | answered \"pending\", which this function must not",
        "strange | answered 77, which the plugin interface does not know",
        "refuse | as asked",
      })
  void notificationThatAnswersOddly(String ending, String message) {
    Subject it = rig.create("{notify: %s}".formatted(ending)).start();
    assertThat(Subject.failure(it.extension::ready)).isEqualTo(message);
    it.shutdown();
  }

  /** Without places it is about the whole section. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no_detail  | something is wrong with it",
        "bad_detail | something is wrong with it",
        "silent     | the configuration is not valid",
        "positive   | 'answered \"pending\", which this function must not'",
      })
  void validateThatAnswersOddly(String way, String message) {
    assertThat(rig.problems("extensions:\n  it: {validate: %s}".formatted(way)))
        .containsExactly("test.yaml:2:7: extensions::it: " + message);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 79, 81, 1000, -1})
  void errorOfAnotherSize(int size) {
    Subject it = rig.create("{start: async_error, status: 3, error_size: %d}".formatted(size));
    boolean readable = Integer.compareUnsigned(size, 80) >= 0;
    assertThat(it.failToStart()).isEqualTo(readable ? "as asked" : "failed without a reason");
    assertThat(it.host().reported())
        .containsExactly(
            new StatusEvent(
                Status.RECOVERABLE_ERROR, readable ? "as asked" : "the component gave no reason"));
    it.shutdown();
  }

  @Test
  void callsAfterTheEnd() {
    Subject it = rig.create("{afterwards: true, metrics: true}").start();
    it.shutdown().assertState(NativeState.DESTROYED);
    assertThat(it.log.lines("afterwards")).as("by the component, in destroy").hasSize(1);
    // Until then it is there; only its completion is one too many.
    rig.expect("duplicateCompletions", 1);
    rig.assertCounted();
    rig.flush();
    assertThat(rig.log.lines("afterwards")).as("by nobody any more").hasSize(1);
    assertThat(it.log.lines("afterwards")).hasSize(1);
    assertThat(it.host().reported()).isEmpty();
    // log_enabled, log and report of a component that is not there.
    rig.expect("staleRefs", 3);
    rig.expect("staleSeries", 1);
    rig.expect("duplicateCompletions", 2);
  }

  @Test
  void statusesThatDoNotExist() {
    Subject it = rig.create("{statuses: [0, 8, -1, 2147483647]}").start();
    assertThat(it.host().reported()).isEmpty();
    assertThat(it.log.messages(Level.WARN))
        .containsExactly(
            "the component reported status 0, which does not exist",
            "the component reported status 8, which does not exist",
            "the component reported status -1, which does not exist",
            "the component reported status 2147483647, which does not exist");
    it.shutdown();
  }

  @Test
  void statsThatFail() {
    Subject it = rig.create("{stats: error}");
    assertThatThrownBy(() -> rig.plugin().stats())
        .hasMessage(
            "native plugin %s: gave no stats: failed without a reason"
                .formatted(rig.plugin().path()));
    it.shutdown();
    rig.create("next", "{}").shutdown();
  }

  @Test
  void closeThatFails() {
    rig.create("{close: error}").shutdown();
    rig.expectCloseFailure("failed to close: as asked");
  }

  @Test
  void closeThatPanics() {
    rig.create("{close: panic}").shutdown();
    rig.expectCloseFailure("failed to close: a bug in the component: as asked");
    rig.expectStats("panics", 1);
  }

  @Test
  void closeThatDoesNotReturn() {
    rig.create(Rig.SHORT_CALL, "{close: stuck}").shutdown();
    rig.closeWith(Rig.SHORT_CALL);
    rig.expectCloseFailure("did not close within 600ms");
  }
}
