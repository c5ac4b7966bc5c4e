package dev.ferrule.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the OpenTelemetry SDK sends comes out of the exporter as it went in. The SDK sends each
 * request twice: straight to one sink, and through the collector to another; what the two sinks got
 * must be equal, item by item.
 */
final class SdkRoundTripTest {
  @TempDir static Path directory;
  private static OtlpSink direct;
  private static OtlpSink behind;
  private static CollectorProcess collector;
  private static int grpc;
  private static int http;

  @BeforeAll
  static void startCollector() {
    direct = new OtlpSink();
    behind = new OtlpSink();
    var ports = FreePorts.find(3);
    grpc = ports.get(0);
    http = ports.get(1);
    String yaml = Configs.roundTrip(grpc, http, ports.get(2), behind.port());
    Path config = Configs.write(directory, "config.yaml", yaml);
    collector = CollectorProcess.start("--config", config.toString()).awaitReady();
  }

  @AfterAll
  static void stopCollector() {
    try (OtlpSink one = direct;
        OtlpSink other = behind;
        CollectorProcess running = collector) {
      running.terminate();
      assertThat(running.awaitExit(Duration.ofSeconds(5))).isZero();
      assertThat(running.stderr()).contains("Shutdown complete.").doesNotContain("\tat ");
      assertThat(one.waiting() + other.waiting()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "grpc+gzip", "http", "http+gzip"})
  void traces(String route) {
    try (var session = session(route)) {
      session.sendSpans(250);
    }
    var got = sameAtBothSinks(ExportTraceServiceRequest.class);
    assertThat(got.getResourceSpans(0).getScopeSpans(0).getSpansCount()).isEqualTo(500);
    collector.awaitStderr(
        line -> line.contains("Traces") && line.contains("\"spans\": 500"), "the debug line");
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "grpc+gzip", "http", "http+gzip"})
  void metrics(String route) {
    try (var session = session(route)) {
      session.sendMetrics();
      var got = sameAtBothSinks(ExportMetricsServiceRequest.class);
      assertThat(got.getResourceMetrics(0).getScopeMetrics(0).getMetricsCount()).isEqualTo(4);
    }
    // Closing the SDK sends the metrics once more.
    sameAtBothSinks(ExportMetricsServiceRequest.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grpc", "grpc+gzip", "http", "http+gzip"})
  void logs(String route) {
    try (var session = session(route)) {
      session.sendLogs(100);
    }
    var got = sameAtBothSinks(ExportLogsServiceRequest.class);
    assertThat(got.getResourceLogs(0).getScopeLogs(0).getLogRecordsCount()).isEqualTo(100);
  }

  @Test
  void largeRequestsArriveWhole() {
    try (var session = session("http")) {
      session.sendSpans(256);
      sameAtBothSinks(ExportTraceServiceRequest.class);
      session.sendSpans(256);
      sameAtBothSinks(ExportTraceServiceRequest.class);
    }
  }

  private static <T extends Message> T sameAtBothSinks(Class<T> type) {
    T expected = direct.next(type);
    T actual = behind.next(type);
    assertThat(actual).isEqualTo(expected);
    return actual;
  }

  private static SdkSession session(String route) {
    String compression = route.endsWith("+gzip") ? "gzip" : "none";
    String sink = "http://127.0.0.1:" + direct.port();
    SpanExporter spans;
    MetricExporter metrics;
    LogRecordExporter logs;
    if (route.startsWith("grpc")) {
      String endpoint = "http://127.0.0.1:" + grpc;
      spans =
          OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).setCompression(compression).build();
      metrics =
          OtlpGrpcMetricExporter.builder()
              .setEndpoint(endpoint)
              .setCompression(compression)
              .build();
      logs =
          OtlpGrpcLogRecordExporter.builder()
              .setEndpoint(endpoint)
              .setCompression(compression)
              .build();
    } else {
      String endpoint = "http://127.0.0.1:" + http;
      spans =
          OtlpHttpSpanExporter.builder()
              .setEndpoint(endpoint + "/v1/traces")
              .setCompression(compression)
              .build();
      metrics =
          OtlpHttpMetricExporter.builder()
              .setEndpoint(endpoint + "/v1/metrics")
              .setCompression(compression)
              .build();
      logs =
          OtlpHttpLogRecordExporter.builder()
              .setEndpoint(endpoint + "/v1/logs")
              .setCompression(compression)
              .build();
    }
    return new SdkSession(
        SpanExporter.composite(OtlpGrpcSpanExporter.builder().setEndpoint(sink).build(), spans),
        new BothMetricExporters(
            OtlpGrpcMetricExporter.builder().setEndpoint(sink).build(), metrics),
        LogRecordExporter.composite(
            OtlpGrpcLogRecordExporter.builder().setEndpoint(sink).build(), logs));
  }
}
