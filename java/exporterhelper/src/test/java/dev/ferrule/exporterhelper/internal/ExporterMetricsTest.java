package dev.ferrule.exporterhelper.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.Call;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.exporterhelper.BatchSender;
import dev.ferrule.exporterhelper.DeliveryConfig;
import dev.ferrule.exporterhelper.QueueConfig;
import dev.ferrule.exporterhelper.RetryConfig;
import dev.ferrule.exporterhelper.Sizer;
import dev.ferrule.testkit.FakeHost;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is counted of each batch, and when. */
final class ExporterMetricsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final RetryConfig THRICE =
      new RetryConfig(true, SECOND, 0, 1, SECOND, Duration.ofSeconds(2));
  private static final String SENT = "sent_spans{exporter=otlp/x, server.address=peer} ";
  private static final String BY_TYPE = "{data_type=traces, exporter=otlp/x} ";

  private static ExporterFixture direct(RetryConfig retry, BatchSender sender) {
    return new ExporterFixture(new DeliveryConfig(Duration.ZERO, Optional.empty(), retry), sender);
  }

  private static ExporterFixture queued(QueueConfig queue, BatchSender sender) {
    return new ExporterFixture(new DeliveryConfig(SECOND, Optional.of(queue), THRICE), sender);
  }

  private static void run(ExporterFixture it, Runnable body) {
    it.exporter.start(new FakeHost());
    it.simulation.spawn(() -> {
      body.run();
      it.exporter.shutdown();
    });
    it.simulation.run();
    assertThat(it.batches.open()).isZero();
    assertThat(it.metered.lines("in_flight_requests")).allMatch(line -> line.endsWith(" 0"));
  }

  private static String failed(String type, boolean permanent, int items) {
    return "send_failed_spans{error.permanent=%s, error.type=%s, exporter=otlp/x, server.address=peer} %d"
        .formatted(permanent, type, items);
  }

  @Test
  void whatIsSentAtTheThirdAttemptIsSentOnce() {
    int[] left = {2};
    ExporterFixture it =
        direct(
            THRICE,
            (_, _) -> {
              if (left[0]-- > 0) {
                throw ConsumeException.retryable("busy").withGrpcCode(14);
              }
            });
    run(it, () -> it.consume(7, Call.NONE));
    assertThat(it.attempts).hasSize(3);
    assertThat(it.metered.lines("sent_spans", "send_failed_spans")).containsExactly(SENT + 7);
    assertThat(it.metered.lines("queue_size", "queue_capacity", "enqueue_failed_spans")).isEmpty();
  }

  @Test
  void whatIsGivenUpAfterAllAttemptsFailedOnce() {
    ExporterFixture it =
        direct(
            THRICE,
            (_, _) -> {
              throw ConsumeException.retryable("busy").withGrpcCode(14);
            });
    run(it, () -> it.consume(7, Call.NONE));
    assertThat(it.attempts).hasSize(3);
    assertThat(it.metered.lines("sent_spans", "send_failed_spans"))
        .containsExactly(failed("Unavailable", false, 7), SENT + 0);
  }

  @Test
  void theTypeOfAFailureIsThatOfItsStatus() {
    ExporterFixture it =
        direct(
            THRICE,
            (batch, _) -> {
              throw switch (batch.itemCount()) {
                case 1 -> ConsumeException.permanent("bad").withGrpcCode(3);
                case 2 -> ConsumeException.permanent("bad");
                case 3 -> ConsumeException.cancelled("gone");
                default -> new IllegalStateException("defect");
              };
            });
    run(
        it,
        () -> {
          it.consume(1, Call.NONE);
          it.consume(2, Call.NONE);
          it.consume(3, Call.NONE);
          try {
            it.consume(4, Call.NONE);
          } catch (IllegalStateException e) {
            assertThat(e).hasMessage("defect");
          }
        });
    assertThat(it.metered.lines("send_failed_spans"))
        .containsExactly(
            failed("Canceled", false, 3),
            failed("InvalidArgument", true, 1),
            failed("_OTHER", true, 6));
  }

  @Test
  void requestsAreInFlightFromTheFirstAttemptToTheLast() {
    ExporterFixture[] self = new ExporterFixture[1];
    int[] left = {1};
    ExporterFixture it =
        direct(
            THRICE,
            (_, _) -> {
              assertThat(self[0].metered.lines("in_flight_requests"))
                  .containsExactly("in_flight_requests" + BY_TYPE + 1);
              if (left[0]-- > 0) {
                throw ConsumeException.retryable("busy");
              }
            });
    self[0] = it;
    run(
        it,
        () -> {
          it.consume(1, Call.NONE);
          assertThat(it.metered.lines("in_flight_requests"))
              .containsExactly("in_flight_requests" + BY_TYPE + 0);
        });
    assertThat(it.attempts).hasSize(2);
  }

  @Test
  void theQueueIsObservedWhileTheExporterRuns() {
    ExporterFixture[] self = new ExporterFixture[1];
    ExporterFixture it =
        queued(
            new QueueConfig(1, 5, Sizer.REQUESTS, false, false),
            (_, _) -> self[0].pause(SECOND.dividedBy(2)));
    self[0] = it;
    assertThat(it.metered.lines("queue_size", "queue_capacity")).isEmpty();
    run(
        it,
        () -> {
          it.consume(3, Call.NONE);
          it.consume(4, Call.NONE);
          assertThat(it.metered.lines("queue_size", "queue_capacity"))
              .containsExactly("queue_capacity" + BY_TYPE + 5, "queue_size" + BY_TYPE + 2);
        });
    assertThat(it.metered.lines("queue_size", "queue_capacity")).isEmpty();
    assertThat(it.metered.lines("sent_spans", "send_failed_spans", "enqueue_failed_spans"))
        .containsExactly(SENT + 7);
    assertThat(it.metered.lines("enqueue_size", "enqueue_size_bytes"))
        .containsExactly(
            "enqueue_size_bytes{exporter=otlp/x} 2 values, sum 2",
            "enqueue_size{exporter=otlp/x} 2 values, sum 7");
  }

  @Test
  void whatTheQueueRefusesIsNeitherSentNorFailed() {
    ExporterFixture[] self = new ExporterFixture[1];
    ExporterFixture it =
        queued(
            new QueueConfig(1, 1, Sizer.REQUESTS, false, false), (_, _) -> self[0].pause(SECOND));
    self[0] = it;
    run(
        it,
        () -> {
          it.consume(1, Call.NONE);
          assertThat(it.consume(5, Call.NONE)).hasMessage("sending queue is full");
        });
    assertThat(it.metered.lines("sent_spans", "send_failed_spans", "enqueue_failed_spans"))
        .containsExactly("enqueue_failed_spans{exporter=otlp/x} 5", SENT + 1);
  }

  @Test
  void whatIsDroppedAtShutdownFailed() {
    ExporterFixture[] self = new ExporterFixture[1];
    ExporterFixture it =
        new ExporterFixture(
            new DeliveryConfig(
                Duration.ZERO,
                Optional.of(new QueueConfig(1, 10, Sizer.REQUESTS, false, false)),
                THRICE),
            (_, _) -> self[0].pause(Duration.ofHours(1)));
    self[0] = it;
    it.exporter.start(new FakeHost());
    it.simulation.spawn(() -> {
      it.consume(1, Call.NONE);
      it.consume(2, Call.NONE);
      try {
        it.exporter.shutdown();
      } catch (ComponentException e) {
        assertThat(e).hasMessageContaining("1 batches dropped");
      }
    });
    it.simulation.run();
    assertThat(it.metered.lines("sent_spans", "send_failed_spans"))
        .containsExactly(failed("Shutdown", false, 3), SENT + 0);
  }
}
