package dev.ferrule.exporter.debug.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.Call;
import dev.ferrule.exporter.debug.Verbosity;
import dev.ferrule.exporter.debug.internal.RecordingLogger.Logged;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.Signal;
import dev.ferrule.testkit.FakeHost;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class DebugSenderTest {
  private final RecordingLogger logger = new RecordingLogger(Level.INFO);
  private final AtomicLong clock = new AtomicLong();

  private DebugSender exporter(Verbosity verbosity, Signal signal, int initial, int thereafter) {
    return new DebugSender(
        BatchText.of(verbosity, signal),
        new Sampler(initial, thereafter, clock::get),
        new LoggerOutput(logger));
  }

  private static void consume(DebugSender exporter, Signal signal) {
    try (Batch batch = Requests.full(signal)) {
      exporter.send(batch, Call.NONE);
    }
  }

  @Test
  void logsCountsOfEachSignal() {
    for (Signal signal : Signal.values()) {
      consume(exporter(Verbosity.BASIC, signal, 2, 1), signal);
    }
    assertThat(logger.logged())
        .containsExactly(
            new Logged(Level.INFO, "Traces", List.of("resource spans=2", "spans=3")),
            new Logged(
                Level.INFO,
                "Metrics",
                List.of("resource metrics=2", "metrics=6", "data points=10")),
            new Logged(Level.INFO, "Logs", List.of("resource logs=1", "log records=3")));
  }

  @Test
  void logsTheTextAsASecondEntry() {
    consume(exporter(Verbosity.DETAILED, Signal.LOGS, 2, 1), Signal.LOGS);
    assertThat(logger.logged()).hasSize(2);
    assertThat(logger.logged().getFirst().message()).isEqualTo("Logs");
    Logged text = logger.logged().getLast();
    assertThat(text.level()).isEqualTo(Level.INFO);
    assertThat(text.pairs()).isEmpty();
    assertThat(text.message()).startsWith("ResourceLog #0\n").endsWith("Flags: 0\n");
  }

  @Test
  void logsAnEmptyRequest() {
    try (Batch batch =
        Requests.batch(
            Signal.TRACES, 0, ExportTraceServiceRequest.getDefaultInstance(), () -> {})) {
      exporter(Verbosity.NORMAL, Signal.TRACES, 2, 1).send(batch, Call.NONE);
    }
    assertThat(logger.logged())
        .containsExactly(
            new Logged(Level.INFO, "Traces", List.of("resource spans=0", "spans=0")),
            new Logged(Level.INFO, "", List.of()));
  }

  @Test
  void writesNothingBelowTheLevelOfTheLog() {
    RecordingLogger warnings = new RecordingLogger(Level.WARN);
    DebugSender exporter =
        new DebugSender(
            Optional.of(_ -> {
              throw new AssertionError("rendered for nobody");
            }),
            new Sampler(2, 1, clock::get),
            new LoggerOutput(warnings));
    consume(exporter, Signal.TRACES);
    assertThat(warnings.logged()).isEmpty();
  }

  @Test
  void samplesEntriesOfTheSameText() {
    DebugSender exporter = exporter(Verbosity.NORMAL, Signal.TRACES, 1, 3);
    for (int i = 0; i < 7; i++) {
      consume(exporter, Signal.TRACES);
    }
    // The first, then the fourth and the seventh, each with both of its entries.
    assertThat(logger.logged()).hasSize(6);
  }

  @Test
  void keepsNoLease() {
    for (Signal signal : Signal.values()) {
      for (Verbosity verbosity : Verbosity.values()) {
        AtomicInteger released = new AtomicInteger();
        Batch batch =
            Requests.batch(
                signal,
                3,
                switch (signal) {
                  case TRACES -> FullRequests.traces();
                  case METRICS -> FullMetrics.metrics();
                  case LOGS -> FullRequests.logs();
                },
                released::incrementAndGet);
        exporter(verbosity, signal, 2, 1).send(batch, Call.NONE);
        assertThat(released).as("%s %s", signal, verbosity).hasValue(0);
        batch.close();
        assertThat(released).as("%s %s", signal, verbosity).hasValue(1);
      }
    }
  }

  @Test
  void stopsWithoutStartAndTwice() {
    DebugSender exporter = exporter(Verbosity.BASIC, Signal.TRACES, 2, 1);
    exporter.shutdown();
    exporter.start(new FakeHost());
    exporter.shutdown();
    exporter.shutdown();
    assertThat(logger.logged()).isEmpty();
  }
}
