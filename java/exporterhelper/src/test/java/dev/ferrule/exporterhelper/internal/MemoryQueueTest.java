package dev.ferrule.exporterhelper.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.Call;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.ConsumeException.Reason;
import dev.ferrule.exporterhelper.BatchSender;
import dev.ferrule.exporterhelper.DeliveryConfig;
import dev.ferrule.exporterhelper.QueueConfig;
import dev.ferrule.exporterhelper.RetryConfig;
import dev.ferrule.exporterhelper.Sizer;
import dev.ferrule.testkit.FakeHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the queue accepts, how long it makes senders wait, and how it ends. */
final class MemoryQueueTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final BatchSender SENDS = (_, _) -> {};

  private final List<@Nullable ConsumeException> outcomes = new ArrayList<>();

  private static ExporterFixture fixture(QueueConfig queue, BatchSender sender) {
    return new ExporterFixture(
        new DeliveryConfig(Duration.ofSeconds(5), Optional.of(queue), RetryConfig.DEFAULTS),
        sender);
  }

  private static ExporterFixture taking(Duration latency, QueueConfig queue) {
    ExporterFixture[] self = new ExporterFixture[1];
    self[0] = fixture(queue, (_, _) -> self[0].pause(latency));
    return self[0];
  }

  private static Call until(ExporterFixture it, Duration limit) {
    return new Call(OptionalLong.of(it.simulation.now() + limit.toNanos()), Map.of());
  }

  private void runThenStop(ExporterFixture it, Runnable body) {
    it.exporter.start(new FakeHost());
    it.simulation.spawn(() -> {
      body.run();
      it.exporter.shutdown();
    });
    it.simulation.run();
    assertThat(it.batches.open()).isZero();
    assertThat(it.exporter.queueSize()).isZero();
  }

  @Test
  void fullQueueRefusesAndSaysSo() {
    ExporterFixture it = taking(SECOND, new QueueConfig(1, 2, Sizer.REQUESTS, false, false));
    runThenStop(
        it,
        () -> {
          for (int i = 1; i <= 3; i++) {
            outcomes.add(it.consume(i, Call.NONE));
          }
        });
    assertThat(outcomes.subList(0, 2)).containsOnlyNulls();
    assertThat(outcomes.get(2))
        .hasMessage("sending queue is full")
        .satisfies(e -> assertThat(reason(e)).isInstanceOf(Reason.Retryable.class));
    assertThat(it.logger.lines("Exporting failed. Rejecting data."))
        .singleElement()
        .satisfies(line ->
            assertThat(line.fields())
                .isEqualTo(Map.of("error", "sending queue is full", "rejected_items", 3)));
    assertThat(it.attempts).hasSize(2);
  }

  @Test
  void whatIsBeingSentCounts() {
    ExporterFixture it = taking(SECOND, new QueueConfig(5, 1, Sizer.REQUESTS, false, false));
    runThenStop(
        it,
        () -> {
          outcomes.add(it.consume(1, Call.NONE));
          it.pause(SECOND.dividedBy(2));
          assertThat(it.attempts).hasSize(1);
          assertThat(it.exporter.queueSize()).isEqualTo(1);
          outcomes.add(it.consume(2, Call.NONE));
        });
    assertThat(outcomes.get(0)).isNull();
    assertThat(outcomes.get(1)).hasMessage("sending queue is full");
  }

  @Test
  void itemsAreCountedByTheirSizer() {
    ExporterFixture it = taking(SECOND, new QueueConfig(1, 10, Sizer.ITEMS, false, false));
    runThenStop(
        it,
        () -> {
          outcomes.add(it.consume(7, Call.NONE));
          outcomes.add(it.consume(4, Call.NONE));
          outcomes.add(it.consume(3, Call.NONE));
          outcomes.add(it.consume(11, Call.NONE));
          outcomes.add(it.consume(0, Call.NONE));
        });
    assertThat(outcomes.get(0)).isNull();
    assertThat(outcomes.get(1)).hasMessage("sending queue is full");
    assertThat(outcomes.get(2)).isNull();
    assertThat(outcomes.get(3))
        .hasMessage("element size too large")
        .matches(ConsumeException::isPermanent);
    assertThat(outcomes.get(4)).isNull();
    assertThat(it.attempts).as("an empty batch is done at once").hasSize(2);
  }

  @Test
  void blocksUntilThereIsRoom() {
    ExporterFixture it = taking(SECOND, new QueueConfig(1, 1, Sizer.REQUESTS, true, false));
    runThenStop(
        it,
        () -> {
          long began = it.simulation.now();
          outcomes.add(it.consume(1, Call.NONE));
          outcomes.add(it.consume(2, Call.NONE));
          assertThat(it.simulation.now() - began).isEqualTo(SECOND.toNanos());
        });
    assertThat(outcomes).hasSize(2).containsOnlyNulls();
  }

  @Test
  void blocksNoLongerThanTheDeadline() {
    ExporterFixture it = taking(SECOND, new QueueConfig(1, 1, Sizer.REQUESTS, true, false));
    runThenStop(
        it,
        () -> {
          outcomes.add(it.consume(1, Call.NONE));
          outcomes.add(it.consume(2, until(it, SECOND.dividedBy(2))));
        });
    assertThat(outcomes.get(1)).hasMessage("sending queue is full");
  }

  @Test
  void waitsForTheResult() {
    QueueConfig waiting = new QueueConfig(1, 5, Sizer.REQUESTS, false, true);
    ExporterFixture it =
        fixture(
            waiting,
            (batch, _) -> {
              if (batch.itemCount() == 2) {
                throw ConsumeException.permanent("bad data");
              }
            });
    runThenStop(
        it,
        () -> {
          outcomes.add(it.consume(1, Call.NONE));
          outcomes.add(it.consume(2, Call.NONE));
        });
    assertThat(outcomes.get(0)).isNull();
    assertThat(outcomes.get(1)).hasMessage("not retryable error: Permanent error: bad data");
  }

  @Test
  void waitsForTheResultNoLongerThanTheDeadline() {
    ExporterFixture it = taking(SECOND, new QueueConfig(1, 5, Sizer.REQUESTS, false, true));
    runThenStop(it, () -> outcomes.add(it.consume(1, until(it, SECOND.dividedBy(2)))));
    assertThat(outcomes.get(0)).hasMessage("deadline passed while the batch was being exported");
  }

  @Test
  void theDeadlineOfTheSenderEndsWithItsCall() {
    ExporterFixture it = fixture(QueueConfig.DEFAULTS, SENDS);
    long began = it.simulation.now();
    runThenStop(
        it,
        () ->
            outcomes.add(
                it.consume(1, new Call(OptionalLong.of(1), Map.of("tenant", List.of("a"))))));
    assertThat(it.attempts)
        .containsExactly(
            new Call(
                OptionalLong.of(began + Duration.ofSeconds(5).toNanos()),
                Map.of("tenant", List.of("a"))));
  }

  @Test
  void drainsWithOneAttemptEach() {
    ExporterFixture it =
        fixture(
            new QueueConfig(2, 100, Sizer.REQUESTS, false, false),
            (_, _) -> {
              throw ConsumeException.retryable("down");
            });
    runThenStop(
        it,
        () -> {
          for (int i = 1; i <= 20; i++) {
            outcomes.add(it.consume(i, Call.NONE));
          }
        });
    assertThat(outcomes).containsOnlyNulls();
    assertThat(it.attempts).hasSize(20);
    assertThat(it.logger.lines("Exporting failed. Dropping data.")).hasSize(20);
  }

  @Test
  void dropsWhatItCannotDrainInTime() {
    ExporterFixture it =
        taking(Duration.ofMinutes(1), new QueueConfig(1, 9, Sizer.REQUESTS, false, false));
    List<ComponentException> stopped = new ArrayList<>();
    it.exporter.start(new FakeHost());
    it.simulation.spawn(() -> {
      it.consume(1, Call.NONE);
      it.consume(2, Call.NONE);
      long began = it.simulation.now();
      try {
        it.exporter.shutdown();
      } catch (ComponentException e) {
        stopped.add(e);
      }
      assertThat(it.simulation.now() - began).isEqualTo(Duration.ofSeconds(3).toNanos());
    });
    it.simulation.run();
    assertThat(stopped)
        .singleElement()
        .satisfies(e ->
            assertThat(e).hasMessage("sending queue was not empty after 3 s: 1 batches dropped"));
    assertThat(it.logger.lines("Exporting failed. Dropping data."))
        .extracting(line -> line.fields().get("error"))
        .containsExactlyInAnyOrder(
            "exporter stopped before its queue was empty",
            "request is cancelled or timed out: interrupted");
    assertThat(it.batches.open()).isZero();
  }

  @Test
  void namesThreadsThatDoNotEnd() {
    ExporterFixture[] self = new ExporterFixture[1];
    boolean[] release = {false};
    self[0] =
        fixture(QueueConfig.DEFAULTS, (_, _) -> self[0].simulation.blockUntil(() -> release[0]));
    ExporterFixture it = self[0];
    it.exporter.start(new FakeHost());
    it.simulation.spawn(() -> {
      it.consume(1, Call.NONE);
      assertThatThrownBy(it.exporter::shutdown)
          .isInstanceOf(ComponentException.class)
          .hasMessageContaining("still sending");
      release[0] = true;
    });
    it.simulation.run();
    assertThat(it.batches.open()).isZero();
  }

  @Test
  void stopsWithoutStartAndTwice() {
    ExporterFixture it = fixture(QueueConfig.DEFAULTS, SENDS);
    assertThat(it.consume(3, Call.NONE)).isNull();
    assertThatThrownBy(it.exporter::shutdown).hasMessageContaining("1 batches dropped");
    it.exporter.shutdown();
    assertThat(it.batches.open()).isZero();
    assertThat(it.logger.lines("Exporting failed. Dropping data."))
        .singleElement()
        .satisfies(line -> assertThat(line.fields()).containsEntry("dropped_items", 3));
    assertThat(it.consume(4, Call.NONE)).hasMessage("exporter is shutting down");
  }

  @Test
  void defectOfTheSenderLosesOnlyItsBatch() {
    ExporterFixture it =
        fixture(
            new QueueConfig(1, 9, Sizer.REQUESTS, false, false),
            (batch, _) -> {
              if (batch.itemCount() == 1) {
                throw new IllegalStateException("oops");
              }
            });
    runThenStop(
        it,
        () -> {
          it.consume(1, Call.NONE);
          it.consume(2, Call.NONE);
        });
    assertThat(it.attempts).hasSize(2);
    assertThat(it.logger.lines("Exporting failed. Dropping data."))
        .singleElement()
        .satisfies(line ->
            assertThat(line.fields())
                .containsEntry("error", "unexpected java.lang.IllegalStateException: oops")
                .containsEntry("dropped_items", 1));
  }

  private static Reason reason(@Nullable ConsumeException e) {
    assertThat(e).isNotNull();
    return java.util.Objects.requireNonNull(e).reason();
  }
}
