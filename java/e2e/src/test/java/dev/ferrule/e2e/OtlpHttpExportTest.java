package dev.ferrule.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The otlp_http exporter in the real process, whose flags and modules it depends on. */
final class OtlpHttpExportTest {
  private static final String SPAN =
      """
      {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c",
      "spanId":"b7ad6b7169203331","name":"hello"}]}]}]}
      """;

  private static String config(int first, int second, int web, int sink) {
    return """
    receivers:
      otlp/first: {protocols: {http: {endpoint: "localhost:%d"}}}
      otlp/second: {protocols: {http: {endpoint: "localhost:%d"}}}
    exporters:
      otlp_http: {endpoint: "http://localhost:%d"}
      otlp_http/zstd: {endpoint: "http://localhost:%d", compression: zstd}
      otlp_grpc: {endpoint: "localhost:%d", tls: {insecure: true}}
    service:
      telemetry: {metrics: {level: none}}
      pipelines:
        traces/first: {receivers: [otlp/first], exporters: [otlp_http, otlp_http/zstd]}
        traces/second: {receivers: [otlp/second], exporters: [otlp_grpc]}
    """
        .formatted(first, second, second, web, sink);
  }

  @Test
  void telemetryGoesFromCollectorToCollector(@TempDir Path directory) throws Exception {
    BlockingQueue<String> encodings = new LinkedBlockingQueue<>();
    HttpServer web =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/v1/traces",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          encodings.add(String.valueOf(exchange.getRequestHeaders().getFirst("Content-Encoding")));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    web.start();
    List<Integer> ports = FreePorts.find(2);
    try (OtlpSink sink = new OtlpSink()) {
      String yaml = config(ports.get(0), ports.get(1), web.getAddress().getPort(), sink.port());
      Path file = Configs.write(directory, "config.yaml", yaml);
      try (var collector = CollectorProcess.start("--config", file.toString()).awaitReady()) {
        send(ports.get(0));
        var arrived = sink.next(ExportTraceServiceRequest.class);
        assertThat(arrived.getResourceSpans(0).getScopeSpans(0).getSpans(0).getName())
            .isEqualTo("hello");
        assertThat(encodings.poll(20, TimeUnit.SECONDS)).isEqualTo("zstd");
        collector.terminate();
        assertThat(collector.awaitExit(Duration.ofSeconds(10))).isZero();
        assertThat(collector.stderr()).contains("Shutdown complete.").doesNotContain("\tat ");
      }
    } finally {
      web.stop(0);
    }
  }

  private static void send(int port) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/traces"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(SPAN))
              .build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }
}
