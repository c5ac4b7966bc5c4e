package dev.ferrule.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.Call;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.Consumer;
import dev.ferrule.component.Status;
import dev.ferrule.component.StatusEvent;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.pdata.Signal;
import dev.ferrule.service.internal.Scrape;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Order, failures, deadlines and status, with components that write down what is done to them. */
final class CollectorTest {
  private static final String CONFIG =
      """
      receivers:
        in:
        in/other:
      processors:
        pass:
        pass/second:
      exporters:
        out:
        out/other:
      extensions:
        aside:
        aside/second:
      service:
        extensions: [aside, aside/second]
        telemetry:
          metrics:
            level: none
        pipelines:
          traces:
            receivers: [in]
            processors: [pass, pass/second]
            exporters: [out, out/other]
          traces/more:
            receivers: [in, in/other]
            exporters: [out]
          logs:
            receivers: [in]
            exporters: [out]
      """;
  private static final Limits SHORT = new Limits(Duration.ofMillis(200), Duration.ofMillis(200));

  @TempDir Path directory;
  private final Fakes fakes = new Fakes();
  private final BufferPool buffers = BufferPool.bounded(1 << 20);
  private CollectorLog log;

  @BeforeEach
  void openLog() {
    TelemetryConfig.Logs defaults = TelemetryConfig.Logs.DEFAULTS;
    log =
        CollectorLog.open(
            new TelemetryConfig.Logs(
                "debug",
                defaults.encoding(),
                List.of(directory.resolve("log").toString()),
                defaults.initialFields(),
                false,
                true));
  }

  @AfterEach
  void close() {
    fakes.release.countDown();
    log.close();
    buffers.close();
  }

  private Collector collector(String yaml, Limits limits) {
    return new Collector(
        Yaml.config(yaml, fakes.factories()),
        new BuildInfo("test", "Test", "1"),
        log,
        buffers,
        limits);
  }

  private List<String> steps(String step) {
    return fakes.events.stream()
        .filter(event -> event.startsWith(step + " "))
        .map(event -> event.substring(step.length() + 1))
        .toList();
  }

  private Consumer entry(String name) {
    return Objects.requireNonNull(fakes.entries.get(name));
  }

  private String logged() {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void startsConsumersFirstAndStopsThemLast() {
    Collector collector = collector(CONFIG, Limits.DEFAULTS);
    assertThat(collector.state()).isEqualTo(Collector.State.NEW);
    collector.start();
    assertThat(collector.state()).isEqualTo(Collector.State.RUNNING);
    List<String> started = steps("start");
    assertThat(started)
        .containsExactly(
            "extension aside",
            "extension aside/second",
            "exporter out (traces)",
            "exporter out/other (traces)",
            "exporter out (logs)",
            "processor pass/second (traces)",
            "processor pass (traces)",
            "receiver in",
            "receiver in/other");
    assertThat(steps("ready")).containsExactly("extension aside", "extension aside/second");

    fakes.events.clear();
    collector.shutdown();
    assertThat(collector.state()).isEqualTo(Collector.State.CLOSED);
    assertThat(fakes.events.subList(0, 2))
        .containsExactly("not ready extension aside", "not ready extension aside/second");
    assertThat(steps("shutdown")).containsExactlyElementsOf(stopOrder(started));
    collector.shutdown();
    assertThat(steps("shutdown")).hasSize(started.size());
    assertThat(logged())
        .containsSubsequence(
            "Starting test...",
            "Extension is starting...",
            "Extension started.",
            "Everything is ready. Begin running and processing data.",
            "Starting shutdown...",
            "Shutdown complete.");
  }

  /** The reverse of the start, but for extensions, which stop after all others. */
  private static List<String> stopOrder(List<String> started) {
    List<String> extensions = started.subList(0, 2).reversed();
    List<String> others = started.subList(2, started.size()).reversed();
    return java.util.stream.Stream.concat(others.stream(), extensions.stream()).toList();
  }

  @Test
  void aBatchPassesEveryStageOfEveryPipelineOfItsSignal() {
    Collector collector = collector(CONFIG, Limits.DEFAULTS);
    collector.start();
    try (Batch batch = Batch.wrap(Signal.TRACES, 1, MemorySegment.NULL, () -> {})) {
      entry("in/traces").consume(batch, Call.NONE);
    }
    assertThat(steps("consume"))
        .containsExactly(
            "processor pass (traces)",
            "processor pass/second (traces)",
            "exporter out (traces)",
            "exporter out/other (traces)",
            "exporter out (traces)");
    collector.shutdown();
  }

  @Test
  void everyBranchIsTriedAndFailuresAreJoined() {
    String yaml = CONFIG.replace("out/other:\n", "out/other:\n    fail: consume\n");
    Collector collector = collector(yaml, Limits.DEFAULTS);
    collector.start();
    try (Batch batch = Batch.wrap(Signal.TRACES, 1, MemorySegment.NULL, () -> {})) {
      assertThatThrownBy(() -> entry("in/traces").consume(batch, Call.NONE))
          .isInstanceOfSatisfying(ConsumeException.class, e -> assertThat(e.isPermanent()).isTrue())
          .hasMessageContaining("consume went wrong");
    }
    assertThat(steps("consume")).hasSize(5);
    collector.shutdown();
  }

  @Test
  void aFailedStartShutsDownEverythingAlsoWhatNeverStarted() {
    for (String failing : List.of("aside/second", "out/other", "pass", "in/other")) {
      fakes.events.clear();
      Collector collector =
          collector(
              CONFIG.replace("  " + failing + ":\n", "  " + failing + ":\n    fail: start\n"),
              Limits.DEFAULTS);
      assertThatThrownBy(collector::start)
          .isInstanceOf(ComponentException.class)
          .hasMessageContaining("failed to start \"" + failing + "\"")
          .hasMessageContaining("start went wrong");
      assertThat(steps("shutdown")).as(failing).hasSize(9);
      assertThat(steps("ready")).isEmpty();
      assertThat(collector.state()).isEqualTo(Collector.State.CLOSED);
    }
  }

  @Test
  void aFailedCreateShutsDownWhatWasCreated() {
    Collector collector =
        collector(
            CONFIG.replace("aside/second:\n", "aside/second:\n    fail: create\n"),
            Limits.DEFAULTS);
    assertThatThrownBy(collector::start)
        .hasMessageContaining("failed to create extension \"aside/second\": create went wrong");
    assertThat(steps("shutdown")).hasSize(8).contains("extension aside");
  }

  @Test
  void aStartThatHangsIsGivenUp() {
    Collector collector = collector(CONFIG.replace("in:\n", "in:\n    hang: start\n"), SHORT);
    assertThatThrownBy(collector::start)
        .hasMessageContaining("failed to start \"in\" receiver: did not start within 200 ms");
    assertThat(steps("shutdown")).contains("exporter out (logs)", "extension aside");
  }

  @Test
  void aShutdownThatHangsOrFailsIsReportedAndTheOthersStillStop() {
    Collector collector =
        collector(
            CONFIG
                .replace("in/other:\n", "in/other:\n    hang: shutdown\n")
                .replace("pass:\n", "pass:\n    fail: shutdown\n"),
            SHORT);
    collector.start();
    assertThatThrownBy(collector::shutdown)
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("receiver \"in/other\": did not shut down within 200 ms")
        .hasMessageContaining("processor \"pass\" (traces): shutdown went wrong");
    assertThat(steps("shutdown")).hasSize(9);
    assertThat(collector.state()).isEqualTo(Collector.State.CLOSED);
  }

  @Test
  void aFatalErrorStopsTheCollector() {
    Collector collector = collector(CONFIG, Limits.DEFAULTS);
    collector.start();
    assertThat(collector.stopReason()).isEmpty();
    Objects.requireNonNull(fakes.hosts.get("in"))
        .report(new StatusEvent(Status.FATAL_ERROR, "port gone"));
    assertThat(collector.awaitStop())
        .isEqualTo(new StopReason.FatalError("receiver \"in\"", "port gone"));
    collector.shutdown();
    assertThat(logged()).contains("Component failed for good.").contains("\"port gone\"");
  }

  @Test
  void aRequestDuringTheStartBreaksItOff() throws InterruptedException {
    Collector collector =
        collector(CONFIG.replace("in:\n", "in:\n    hang: start\n"), Limits.DEFAULTS);
    Thread starter =
        Thread.ofVirtual()
            .start(() -> assertThatThrownBy(collector::start).hasMessageContaining("interrupted"));
    while (!fakes.events.contains("start receiver in")) {
      Thread.onSpinWait();
    }
    collector.requestStop(new StopReason.Requested("test"));
    starter.join();
    assertThat(collector.state()).isEqualTo(Collector.State.CLOSED);
    assertThat(collector.stopReason()).contains(new StopReason.Requested("test"));
    assertThat(steps("shutdown")).hasSize(9);
  }

  private static String scrapedAt(int port) {
    return CONFIG.replace(
        "level: none",
        "readers: [{pull: {exporter: {prometheus: {host: localhost, port: %d}}}}]".formatted(port));
  }

  @Test
  void metricsCanBeScrapedUntilTheLastComponentHasStopped() throws Exception {
    InetSocketAddress address;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = new InetSocketAddress(InetAddress.getLoopbackAddress(), probe.getLocalPort());
    }
    Collector collector =
        collector(
            scrapedAt(address.getPort()).replace("  aside:\n", "  aside:\n    hang: shutdown\n"),
            Limits.DEFAULTS);
    collector.start();
    assertThat(Scrape.of(address).names()).contains("otelcol_process_uptime", "fakes_created");
    Thread stopper = Thread.ofVirtual().start(collector::shutdown);
    while (!fakes.events.contains("shutdown extension aside")) {
      Thread.onSpinWait();
    }
    assertThat(Scrape.of(address).status()).isEqualTo(200);
    fakes.release.countDown();
    stopper.join();
    assertThatThrownBy(() -> Scrape.of(address)).hasCauseInstanceOf(ConnectException.class);
  }

  @Test
  void withoutThePortForItsMetricsNothingIsBuilt() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Collector collector = collector(scrapedAt(taken.getLocalPort()), Limits.DEFAULTS);
      assertThatThrownBy(collector::start)
          .isInstanceOf(ComponentException.class)
          .hasMessageStartingWith(
              "failed to create meter provider: binding address localhost:%d for Prometheus"
                      .formatted(taken.getLocalPort())
                  + " exporter: address already in use")
          .hasMessageContaining("level: none");
      assertThat(fakes.events).isEmpty();
      assertThat(collector.state()).isEqualTo(Collector.State.CLOSED);
    }
  }

  @Test
  void memoryThatAComponentKeepsIsReported() {
    Collector collector = collector(CONFIG, Limits.DEFAULTS);
    collector.start();
    try (Batch leaked = buffers.allocate(100).freeze(Signal.LOGS, 0, 0)) {
      collector.shutdown();
      assertThat(leaked.itemCount()).isZero();
    }
    assertThat(logged()).contains("Telemetry is still held after shutdown");
  }

  @Test
  void anAliasIsSaidToBeOne() {
    Collector collector = collector(CONFIG.replace("out/other", "old/other"), Limits.DEFAULTS);
    collector.start();
    collector.shutdown();
    assertThat(logged()).contains("\"old\" alias is deprecated; use \"out\" instead");
  }

  @Test
  void linesOfAComponentCarryItsAttributes() {
    Collector collector = collector(CONFIG, Limits.DEFAULTS);
    collector.start();
    collector.shutdown();
    assertThat(logged().lines())
        .anyMatch(line ->
            line.endsWith(
                "\tinfo\tcreated\t{\"otelcol.component.id\": \"out\", "
                    + "\"otelcol.component.kind\": \"exporter\", "
                    + "\"otelcol.signal\": \"logs\"}"));
  }
}
