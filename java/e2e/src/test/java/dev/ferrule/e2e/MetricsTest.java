package dev.ferrule.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collector's own metrics, as Prometheus gets them from the real process. */
final class MetricsTest {
  private static final Path REFERENCE =
      Path.of(System.getProperty("ferrule.root", "../.."), "docs/metrics.md");

  @TempDir Path directory;

  @Test
  void whatTheSdkSendsIsCountedOnTheWayInAndOut() throws IOException {
    var ports = FreePorts.find(4);
    Metrics metrics = new Metrics(ports.get(3));
    try (OtlpSink sink = new OtlpSink();
        CollectorProcess collector =
            start(
                Configs.scrapedAt(
                    metrics.port(),
                    Configs.roundTrip(ports.get(0), ports.get(1), ports.get(2), sink.port())))) {
      collector.awaitReady();
      // A request that is never sent to its end, for later.
      try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), metrics.port())) {
        slow.getOutputStream().write("GET /metr".getBytes(StandardCharsets.US_ASCII));

        try (SdkSession session = session(ports.get(0))) {
          session.sendSpans(125);
          session.sendLogs(30);
          session.sendSpans(125);
        }
        String destination =
            "exporter=\"otlp_grpc\",server_address=\"localhost\",server_port=\"%d\""
                .formatted(sink.port());
        metrics.await("otelcol_exporter_sent_spans{%s} 500".formatted(destination));
        metrics.await("otelcol_exporter_sent_log_records{%s} 30".formatted(destination));
        metrics.await("otelcol_exporter_queue_size{data_type=\"traces\",exporter=\"otlp_grpc\"} 0");
        assertThat(metrics.samples())
            .contains(
                "otelcol_receiver_accepted_spans{receiver=\"otlp\",transport=\"grpc\"} 500",
                "otelcol_receiver_refused_spans{receiver=\"otlp\",transport=\"grpc\"} 0",
                "otelcol_receiver_failed_spans{receiver=\"otlp\",transport=\"grpc\"} 0",
                "otelcol_receiver_accepted_log_records{receiver=\"otlp\",transport=\"grpc\"} 30",
                "otelcol_exporter_sent_spans{exporter=\"debug\"} 500",
                "otelcol_exporter_queue_capacity{data_type=\"traces\",exporter=\"otlp_grpc\"} 1000")
            .noneMatch(sample -> sample.startsWith("otelcol_exporter_send_failed"))
            .anyMatch(sample ->
                sample.startsWith("target_info{service_instance_id=\"")
                    && sample.contains("service_name=\"ferrule\""));

        // The launcher has set a limit.
        slow.setSoTimeout(20_000);
        assertThat(slow.getInputStream().read()).isEqualTo(-1);
      }
      collector.terminate();
      assertThat(collector.awaitExit(Duration.ofSeconds(5))).isZero();
    }
  }

  @Test
  void theReferenceNamesAllMetrics() throws Exception {
    var ports = FreePorts.find(3);
    String yaml =
        """
        receivers:
          otlp:
            protocols:
              http:
                endpoint: localhost:%d
        exporters:
          # Nobody listens there.
          otlp_grpc/lost:
            endpoint: localhost:%d
            tls: {insecure: true}
            retry_on_failure: {enabled: false}
          # No request is that small.
          otlp_grpc/full:
            endpoint: localhost:%<d
            tls: {insecure: true}
            sending_queue: {sizer: bytes, queue_size: 1}
        service:
          telemetry:
            metrics:
              level: detailed
              readers: [{pull: {exporter: {prometheus: {host: localhost, port: %d}}}}]
          pipelines:
            traces: {receivers: [otlp], exporters: [otlp_grpc/lost, otlp_grpc/full]}
            metrics: {receivers: [otlp], exporters: [otlp_grpc/lost, otlp_grpc/full]}
            logs: {receivers: [otlp], exporters: [otlp_grpc/lost, otlp_grpc/full]}
        """
            .formatted(ports.get(0), ports.get(1), ports.get(2));
    try (CollectorProcess collector = start(yaml)) {
      collector.awaitReady();
      refused(ports.get(0), "traces", spans());
      refused(ports.get(0), "metrics", points());
      refused(ports.get(0), "logs", records());
      Metrics metrics = new Metrics(ports.get(2));
      for (String items : Set.of("spans", "metric_points", "log_records")) {
        metrics.await(
            ("otelcol_exporter_send_failed_%s{error_permanent=\"false\",error_type=\"Unavailable\","
                    + "exporter=\"otlp_grpc/lost\",server_address=\"localhost\","
                    + "server_port=\"%d\"} 1")
                .formatted(items, ports.get(1)));
        metrics.await(
            "otelcol_exporter_enqueue_failed_%s{exporter=\"otlp_grpc/full\"} 1".formatted(items));
      }
      assertThat(metrics.names()).isEqualTo(documented());
      collector.terminate();
      assertThat(collector.awaitExit(Duration.ofSeconds(10))).isZero();
    }
  }

  /** The names in the first columns of the reference's tables. */
  private static Set<String> documented() throws IOException {
    Pattern row = Pattern.compile("\\| `([a-z_]+)` \\|");
    return Files.readAllLines(REFERENCE).stream()
        .map(row::matcher)
        .filter(match -> match.lookingAt())
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static ExportTraceServiceRequest spans() {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .addScopeSpans(ScopeSpans.newBuilder().addSpans(Span.getDefaultInstance())))
        .build();
  }

  private static ExportMetricsServiceRequest points() {
    Gauge gauge = Gauge.newBuilder().addDataPoints(NumberDataPoint.newBuilder()).build();
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .addScopeMetrics(
                    ScopeMetrics.newBuilder().addMetrics(Metric.newBuilder().setGauge(gauge))))
        .build();
  }

  private static ExportLogsServiceRequest records() {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(LogRecord.getDefaultInstance())))
        .build();
  }

  private static void refused(int port, String signal, Message request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      int status =
          client
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/" + signal))
                      .header("content-type", "application/x-protobuf")
                      .POST(HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode();
      assertThat(status).isEqualTo(500);
    }
  }

  private CollectorProcess start(String yaml) {
    return CollectorProcess.start(
        "--config", Configs.write(directory, "config.yaml", yaml).toString());
  }

  private static SdkSession session(int port) {
    String endpoint = "http://127.0.0.1:" + port;
    return new SdkSession(
        OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).build(),
        OtlpGrpcMetricExporter.builder().setEndpoint(endpoint).build(),
        OtlpGrpcLogRecordExporter.builder().setEndpoint(endpoint).build());
  }
}
