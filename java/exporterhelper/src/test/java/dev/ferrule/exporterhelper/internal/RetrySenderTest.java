package dev.ferrule.exporterhelper.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.Call;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.ConsumeException.Reason;
import dev.ferrule.exporterhelper.BatchSender;
import dev.ferrule.exporterhelper.DeliveryConfig;
import dev.ferrule.exporterhelper.RetryConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** Retries without a queue: the caller gets the outcome. */
final class RetrySenderTest {
  private static final RetryConfig EVERY_SECOND =
      new RetryConfig(
          true, Duration.ofSeconds(1), 0, 1, Duration.ofSeconds(1), Duration.ofSeconds(3));
  private static final String HINT = " Try enabling sending_queue to survive temporary failures.";

  private final List<ConsumeException> outcomes = new ArrayList<>();

  private ExporterFixture fixture(RetryConfig retry, BatchSender sender) {
    return new ExporterFixture(new DeliveryConfig(Duration.ZERO, Optional.empty(), retry), sender);
  }

  private long run(ExporterFixture it, Call call) {
    long began = it.simulation.now();
    it.simulation.spawn(() -> {
      ConsumeException outcome = it.consume(7, call);
      if (outcome != null) {
        outcomes.add(outcome);
      }
    });
    it.simulation.run();
    assertThat(it.batches.open()).isZero();
    return Duration.ofNanos(it.simulation.now() - began).toMillis();
  }

  @Test
  void triesAgainUntilItIsSent() {
    int[] left = {2};
    ExporterFixture it =
        fixture(
            EVERY_SECOND,
            (_, _) -> {
              if (left[0]-- > 0) {
                throw ConsumeException.retryable("busy");
              }
            });
    assertThat(run(it, Call.NONE)).isEqualTo(2000);
    assertThat(outcomes).isEmpty();
    assertThat(it.logger.lines())
        .hasSize(2)
        .allMatch(line -> line.level() == Level.INFO)
        .allMatch(line ->
            line.message().equals("Exporting failed. Will retry the request after interval.")
                && line.fields().equals(Map.of("error", "busy", "interval", "1s")));
  }

  @Test
  void givesUpBeforeSleepingPastTheLimit() {
    ExporterFixture it =
        fixture(
            EVERY_SECOND,
            (_, _) -> {
              throw ConsumeException.retryable("busy").withGrpcCode(14);
            });
    assertThat(run(it, Call.NONE)).isEqualTo(3000);
    assertThat(it.attempts).hasSize(4);
    assertThat(outcomes)
        .singleElement()
        .satisfies(e -> {
          assertThat(e).hasMessage("no more retries left: busy");
          assertThat(e.reason()).isEqualTo(new Reason.Retryable(Optional.empty()));
          assertThat(e.grpcCode()).isEqualTo(OptionalInt.of(14));
        });
    assertThat(it.logger.lines("Exporting failed. Rejecting data." + HINT))
        .singleElement()
        .satisfies(line -> assertThat(line.fields()).containsEntry("rejected_items", 7));
  }

  @Test
  void neverGivesUpWithoutALimit() {
    int[] left = {1000};
    RetryConfig endless =
        new RetryConfig(true, Duration.ofSeconds(1), 0, 1, Duration.ofSeconds(1), Duration.ZERO);
    ExporterFixture it =
        fixture(
            endless,
            (_, _) -> {
              if (left[0]-- > 0) {
                throw ConsumeException.retryable("busy");
              }
            });
    assertThat(run(it, Call.NONE)).isEqualTo(1_000_000);
    assertThat(outcomes).isEmpty();
  }

  @Test
  void waitsAtLeastAsLongAsThePeerAsks() {
    int[] left = {1};
    ExporterFixture it =
        fixture(
            EVERY_SECOND,
            (_, _) -> {
              if (left[0]-- > 0) {
                throw ConsumeException.retryable("busy", Optional.of(Duration.ofMillis(2500)));
              }
            });
    assertThat(run(it, Call.NONE)).isEqualTo(2500);
    assertThat(outcomes).isEmpty();
  }

  @Test
  void permanentFailureIsNotTriedAgain() {
    ExporterFixture it =
        fixture(
            EVERY_SECOND,
            (_, _) -> {
              throw ConsumeException.permanent("bad data");
            });
    assertThat(run(it, Call.NONE)).isZero();
    assertThat(outcomes)
        .singleElement()
        .matches(ConsumeException::isPermanent)
        .satisfies(e -> assertThat(e).hasMessage("not retryable error: Permanent error: bad data"));
  }

  @Test
  void givesUpBeforeSleepingPastTheDeadlineOfTheCall() {
    ExporterFixture it =
        fixture(
            EVERY_SECOND,
            (_, _) -> {
              throw ConsumeException.retryable("busy");
            });
    long deadline = it.simulation.now() + Duration.ofMillis(1500).toNanos();
    assertThat(run(it, new Call(OptionalLong.of(deadline), Map.of()))).isEqualTo(1000);
    assertThat(outcomes)
        .singleElement()
        .satisfies(
            e -> assertThat(e).hasMessage("request will be cancelled before next retry: busy"));
  }

  @Test
  void shutdownEndsTheWaiting() {
    ExporterFixture it =
        fixture(
            EVERY_SECOND,
            (_, _) -> {
              throw ConsumeException.retryable("busy");
            });
    it.simulation.spawn(() -> {
      it.pause(Duration.ofMillis(1100));
      it.exporter.shutdown();
    });
    assertThat(run(it, Call.NONE)).isEqualTo(1100);
    assertThat(outcomes)
        .singleElement()
        .satisfies(e -> assertThat(e).hasMessage("interrupted due to shutdown: busy"));
  }

  @Test
  void withoutRetriesTheFirstFailureIsTheLast() {
    RetryConfig off = new RetryConfig(false, Duration.ZERO, 0, 1, Duration.ZERO, Duration.ZERO);
    ExporterFixture it =
        fixture(
            off,
            (_, _) -> {
              throw ConsumeException.retryable("busy");
            });
    run(it, Call.NONE);
    assertThat(outcomes).singleElement().satisfies(e -> assertThat(e).hasMessage("busy"));
    assertThat(it.messages())
        .containsExactly(
            "Exporting failed. Rejecting data."
                + " Try enabling retry_on_failure config option to retry on retryable errors."
                + HINT);
  }
}
