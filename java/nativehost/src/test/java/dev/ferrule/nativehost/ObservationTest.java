package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.ferrule.component.Status;
import dev.ferrule.component.StatusEvent;
import dev.ferrule.testkit.RecordingLogger.Line;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

/** What components tell the collector, and ask of it: logs, statuses, metrics, descriptions. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Fixture.class)
final class ObservationTest {
  @RegisterExtension private final Rig rig;

  private final Fixture fixture;

  ObservationTest(Fixture fixture) {
    this.fixture = fixture;
    this.rig = new Rig(fixture);
  }

  private static List<String> levels(Subject it, String message) {
    return it.log.lines(message).stream().map(line -> line.level().toString()).toList();
  }

  @Test
  void recordsOfEachLevel() {
    Subject it = rig.create("{log: true, message: 'an {} error'}").start();
    assertThat(levels(it, "a trace")).containsExactly("TRACE");
    assertThat(levels(it, "a debug {}")).containsExactly("DEBUG");
    assertThat(levels(it, "a warn")).containsExactly("WARN");
    assertThat(levels(it, "an {} error")).contains("ERROR");
    Line info = it.logged("an info");
    assertThat(info.level()).isEqualTo(Level.INFO);
    assertThat(info.fields())
        .containsEntry("answer", "42")
        .containsEntry("ratio", "1.5")
        .containsEntry("text", "a \"word\"")
        .containsEntry("on", "true")
        .containsEntry("nested", "{\"list\":[1,2]}");
    assertThat(info.fields().get("target")).contains("fixture::");
    assertThat(rig.log.lines("of the plugin")).hasSize(1);
    if (fixture == Fixture.C) {
      // It also writes under a number that is not its own: log_enabled and log.
      assertThat(rig.log.lines("of nobody")).hasSize(1);
      rig.expect("staleRefs", 2);
    }
    it.shutdown();
  }

  @Test
  void statusesInTheirOrder() {
    Subject it = rig.create("{statuses: [2, 3, 2, 4, 5, 6, 7, 1], message: no route}").start();
    assertThat(it.host().reported())
        .containsExactly(
            StatusEvent.of(Status.OK),
            new StatusEvent(Status.RECOVERABLE_ERROR, "no route"),
            StatusEvent.of(Status.OK),
            new StatusEvent(Status.PERMANENT_ERROR, "no route"),
            new StatusEvent(Status.FATAL_ERROR, "no route"),
            StatusEvent.of(Status.STOPPING),
            StatusEvent.of(Status.STOPPED),
            StatusEvent.of(Status.STARTING));
    it.shutdown();
  }

  @Test
  void statusWithoutReason() {
    Subject it = rig.create("{status: 4, message: ''}").start();
    assertThat(it.host().reported())
        .containsExactly(new StatusEvent(Status.PERMANENT_ERROR, "the component gave no reason"));
    it.shutdown();
  }

  private String name(String metric) {
    return fixture.type() + "." + metric;
  }

  @Test
  void metricsOfEachKind() {
    Subject a = rig.create("a", "{metrics: true}").start();
    Subject b = rig.create("b", "{metrics: true}").start();
    assertThat(a.log.lines("defined"))
        .extracting(line -> line.fields().get("code"))
        .containsExactly("0", "0", "0", "0");
    if (fixture == Fixture.C) {
      // The SDK does not show the numbers of series.
      assertThat(a.log.lines("defined"))
          .extracting(line -> line.fields().get("same"))
          .containsExactly("false", "true", "false", "false");
    }
    rig.expect("series", 6);
    rig.expect("components", 2);
    rig.assertCounted();
    String attributes =
        "{extension=%s/%s, on=true, place=start, share=0.5, turn=1}"
            .formatted(fixture.type(), "%s");
    for (String instance : List.of("a", "b")) {
      String of = attributes.formatted(instance);
      assertThat(rig.telemetry().values())
          .contains(
              entry(name("calls") + of, 5.0),
              entry(name("in_flight") + of, 3.0),
              entry(name("duration") + of, 20.5));
    }
    assertThat(rig.telemetry().metric(name("calls")).getUnit()).isEqualTo("{call}");
    assertThat(rig.telemetry().metric(name("duration")).getHistogramData().getPoints())
        .allSatisfy(point -> {
          assertThat(point.getBoundaries()).containsExactly(0.1, 1.0, 10.0);
          assertThat(point.getCounts()).containsExactly(0L, 1L, 0L, 1L);
        });
    a.shutdown();
    b.shutdown();
    rig.expect("series", 0);
    rig.expect("components", 0);
  }

  @Test
  void describesTheCollector() {
    Subject it = rig.create("{describe: true}").start();
    Map<String, String> described = it.log.lines("described").getFirst().fields();
    assertThat(described).containsEntry("subject", "service").containsEntry("code", "0");
    assertThat(Json.read(String.valueOf(described.get("document"))))
        .isEqualTo(Json.read(ServiceJson.of(it.host().service())));
    if (fixture == Fixture.C) {
      // The SDK asks for what there is.
      assertThat(it.log.lines("described").getLast().fields())
          .containsEntry("subject", "weather")
          .containsEntry("code", Integer.toString(Abi.E_UNSUPPORTED))
          .containsEntry("message", "the host can describe \"service\", not \"weather\"");
    }
    assertThat(rig.plugin().counters().hostBufs()).isZero();
    it.shutdown();
  }

  /** Threads of the plugin are named, and have what a library may expect of a thread. */
  @Test
  void threadsAreAdoptedAndEnd() {
    Subject it = rig.create("{start: async, barrier: 2}");
    Subject other = rig.create("other", "{start: async, barrier: 2}");
    Thread first = Thread.startVirtualThread(it::start);
    other.start();
    Eventually.isTrue("started", () -> it.state() == NativeState.RUNNING);
    assertThat(first).isNotNull();
    it.shutdown();
    other.shutdown();
    // Whatever logs from a thread of its own is adopted; it is gone when the thread has ended.
    Eventually.isTrue(
        "only ours are left",
        () -> rig.threads().stream().allMatch(name -> name.startsWith("native-call-")));
    assertThat(Map.copyOf(it.logged("work is done").fields())).isNotEmpty();
  }
}
