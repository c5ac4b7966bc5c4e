package dev.ferrule.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process from start to stop, as its operator and its health endpoint see it. */
final class LifecycleTest {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  @TempDir Path directory;

  @Test
  void healthFollowsTheLifecycle() throws Exception {
    var ports = FreePorts.find(3);
    Health health = new Health(ports.get(2));
    try (OtlpSink sink = new OtlpSink();
        CollectorProcess collector = start(ports.get(0), ports.get(1), ports.get(2), sink)) {
      int status = health.status();
      while (status != 200) {
        assertThat(status).as("before pipelines are ready").isIn(Health.NOBODY, 503);
        assertThat(collector.isAlive()).as(collector.stderr()).isTrue();
        status = health.status();
      }
      collector.awaitReady();
      assertThat(health.body()).contains("Server available", "upSince", "uptime");

      // A batch that its destination is slow to take keeps the collector stopping for a while.
      CountDownLatch answers = sink.holdAnswers();
      send(ports.get(1), span("late"));
      sink.next(ExportTraceServiceRequest.class);
      collector.terminate();
      health.await(503);
      assertThat(health.body()).contains("Server not available");
      answers.countDown();

      assertThat(collector.awaitExit(STOP_LIMIT)).isZero();
      assertThat(health.status()).isEqualTo(Health.NOBODY);
    }
  }

  @Test
  void startsAndStopsInOrder() {
    var ports = FreePorts.find(3);
    try (OtlpSink sink = new OtlpSink();
        CollectorProcess collector = start(ports.get(0), ports.get(1), ports.get(2), sink)) {
      collector.awaitReady().terminate();
      assertThat(collector.awaitExit(STOP_LIMIT)).isZero();
      assertThat(collector.stderr())
          .containsSubsequence(
              "Extension is starting...",
              "Extension started.",
              "Everything is ready. Begin running and processing data.",
              "Received signal from OS",
              "Starting shutdown...",
              "Shutdown complete.");
      // The native component's own lines carry its id.
      assertThat(collector.stderr().lines())
          .anyMatch(line ->
              line.contains("Starting health_check extension")
                  && line.contains("\"otelcol.component.id\": \"health_check\""));
    }
  }

  @Test
  void whatWasAcceptedIsSentBeforeTheProcessEnds() throws Exception {
    var ports = FreePorts.find(3);
    try (OtlpSink sink = new OtlpSink();
        CollectorProcess collector = start(ports.get(0), ports.get(1), ports.get(2), sink)) {
      collector.awaitReady();
      for (int i = 0; i < 200; i++) {
        assertThat(send(ports.get(1), span("n" + i))).isEqualTo(200);
      }
      collector.terminate();
      assertThat(collector.awaitExit(STOP_LIMIT)).isZero();
      assertThat(sink.waiting()).isEqualTo(200);
    }
  }

  @Test
  void withoutArgumentsItTellsHowToUseIt() throws Exception {
    FreePorts.require(4317, 4318, 13133, 8888);
    try (CollectorProcess collector = CollectorProcess.start()) {
      collector.awaitReady();
      String command =
          collector.awaitStdout(
              line -> line.contains("curl") && line.contains("4318"), "a command");
      assertThat(collector.stdout())
          .contains("localhost:4317", "localhost:13133", "localhost:8888", "Ctrl-C");
      Process curl = new ProcessBuilder("sh", "-c", command).start();
      assertThat(curl.waitFor()).isZero();
      collector.awaitStderr(line -> line.contains("hello from curl"), "the span");
      assertThat(new Health(13133).status()).isEqualTo(200);
      new Metrics(8888)
          .await("otelcol_receiver_accepted_spans{receiver=\"otlp\",transport=\"http\"} 1");
      collector.terminate();
      assertThat(collector.awaitExit(STOP_LIMIT)).isZero();
    }
  }

  private CollectorProcess start(int grpc, int http, int health, OtlpSink sink) {
    Path config =
        Configs.write(directory, "config.yaml", Configs.roundTrip(grpc, http, health, sink.port()));
    return CollectorProcess.start("--config", config.toString());
  }

  private static String span(String name) {
    return """
    {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c",
    "spanId":"b7ad6b7169203331","name":"%s"}]}]}]}\
    """
        .formatted(name);
  }

  private static int send(int port, String json) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/traces"))
                  .header("content-type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(json))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }
}
