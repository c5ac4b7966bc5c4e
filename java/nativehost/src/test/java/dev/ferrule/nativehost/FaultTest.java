package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.ComponentException;
import dev.ferrule.confmap.ConfigException;
import dev.ferrule.testkit.RecordingLogger.Line;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each allocation, each new thread and each call to the host fails in turn, and every time all that
 * was taken is given back.
 */
@Timeout(60)
final class FaultTest {
  private static final int BEYOND_ALL = 1_000_000;

  @RegisterExtension private final Rig rig = new Rig(Fixture.C);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start: ok",
        "start: async, shutdown: async",
        "start: async_error, shutdown: async_error, detail: {a: [1, 2]}",
        "start: error, shutdown: error, detail: {a: 1}",
        "start: async, log: true, status: 3, statuses: [2, 4]",
        "start: async, metrics: true, describe: true",
        "bad_metric: other_kind",
        "start: panic",
        "notify: error",
        "start: many, shutdown: async",
        "afterwards: true, metrics: true",
      })
  void inALife(String settings) {
    int points = points(settings, this::live);
    assertThat(points).isPositive();
    for (int point = 1; point <= points; point++) {
      live(settings(settings, point));
      assertNothingLeft("point %d of %d".formatted(point, points));
    }
    // Some of the lives break rules, as often as there are points.
    rig.ignore("duplicateCompletions");
    rig.ignore("staleRefs");
    rig.ignore("staleSeries");
    rig.ignore("panics");
  }

  @Test
  void inALifeThatUsesAnother() {
    String settings =
        "start: async, shutdown: async, find: c_fixture/provider,"
            + " dependencies: [c_fixture/provider]";
    int points = points(settings, this::liveWithAnother);
    assertThat(points).isGreaterThan(5);
    for (int point = 1; point <= points; point++) {
      liveWithAnother(settings(settings, point));
      assertNothingLeft("point %d of %d".formatted(point, points));
    }
  }

  /** The points of the functions that have no handle are counted by each call afresh. */
  @Test
  void beforeALife() {
    for (int point = 1; point <= 30; point++) {
      live("{fail_early_at: %d, dependencies: [a, b], list: [1], detail: {a: 1}}".formatted(point));
      assertNothingLeft("point " + point);
      assertThat(rig.problems("extensions:\n  it: {fail_early_at: %d, list: [x]}".formatted(point)))
          .isNotEmpty();
      assertNothingLeft("point " + point);
    }
  }

  private static String settings(String settings, int point) {
    return "{%s, fail_at: %d}".formatted(settings, point);
  }

  /** How many points such a life has. */
  private int points(String settings, Consumer<String> life) {
    lastPoints = null;
    life.accept(settings(settings, BEYOND_ALL));
    if (lastPoints == null) {
      throw new AssertionError("no record of the points");
    }
    return Integer.parseInt(lastPoints);
  }

  private @Nullable String lastPoints;

  private void live(String settings) {
    Subject it = create("", settings);
    if (it != null) {
      finish(it);
    }
  }

  private void liveWithAnother(String settings) {
    Subject provider = rig.create("provider", "{interface: true}").start();
    Subject it = create("", settings);
    if (it != null) {
      finish(it, provider);
    }
    provider.shutdown().assertState(NativeState.DESTROYED);
  }

  private @Nullable Subject create(String name, String settings) {
    try {
      return rig.create(name, settings);
    } catch (ComponentException | ConfigException e) {
      assertThat(e).as("it says why").message().isNotBlank();
      return null;
    }
  }

  private void finish(Subject it, Subject... others) {
    for (Runnable step :
        List.<Runnable>of(
            () -> it.start(others),
            it.extension::ready,
            it.extension::notReady,
            it.extension::shutdown)) {
      try {
        step.run();
      } catch (ComponentException e) {
        assertThat(e).as("it says why").message().isNotBlank();
      }
    }
    it.assertState(NativeState.DESTROYED);
    List<Line> told = it.log.lines("fault points");
    if (!told.isEmpty()) {
      lastPoints = told.getFirst().fields().get("seen");
    }
  }

  private void assertNothingLeft(String where) {
    NativeStats stats = rig.plugin().stats();
    BoundaryCounters counters = rig.plugin().counters();
    assertThat(counters.components()).as("%s: components", where).isZero();
    assertThat(counters.pendingTokens()).as("%s: tokens", where).isZero();
    assertThat(counters.hostBufs()).as("%s: bufs", where).isZero();
    assertThat(counters.series()).as("%s: series", where).isZero();
    assertThat(counters.failedUpcalls()).as("%s: upcalls", where).isZero();
    assertThat(stats.components()).as("%s: components", where).isZero();
    assertThat(stats.bufs()).as("%s: bufs", where).isZero();
    assertThat(stats.pendingTokens()).as("%s: tokens", where).isZero();
  }
}
