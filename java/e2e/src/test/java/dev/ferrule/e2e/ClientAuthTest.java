package dev.ferrule.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.testkit.TestAuthority;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exporters that show what the native basicauth extension gives them, to receivers that ask another
 * one: HTTP in the clear, gRPC over TLS.
 */
final class ClientAuthTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path directory;

  /**
   * Two ways to a collector that is guarded, and on to a sink.
   *
   * @param ports of otlp/good, otlp/bad, and otlp/guarded for HTTP and gRPC
   */
  private static String config(
      List<Integer> ports, Path password, TestAuthority.Stored server, Path authority, int sink) {
    return """
    extensions:
      basicauth/server: {htpasswd: {inline: "alice:open sesame"}}
      basicauth/client: {client_auth: {username: alice, password: open sesame}}
      basicauth/files: {client_auth: {username: alice, password_file: "%5$s"}}
      basicauth/wrong: {client_auth: {username: alice, password: guess}}
    receivers:
      otlp/good: {protocols: {http: {endpoint: "localhost:%1$d"}}}
      otlp/bad: {protocols: {http: {endpoint: "localhost:%2$d"}}}
      otlp/guarded:
        protocols:
          http: {endpoint: "localhost:%3$d", auth: {authenticator: basicauth/server}}
          grpc:
            endpoint: "localhost:%4$d"
            tls: {cert_file: "%6$s", key_file: "%7$s"}
            auth: {authenticator: basicauth/server}
    exporters:
      otlp_http/good:
        endpoint: "http://localhost:%3$d"
        auth: {authenticator: basicauth/client}
      otlp_http/bad:
        endpoint: "http://localhost:%3$d"
        auth: {authenticator: basicauth/wrong}
      otlp_grpc/good:
        endpoint: "localhost:%4$d"
        tls: {ca_file: "%8$s"}
        auth: {authenticator: basicauth/files}
      otlp_grpc/bad:
        endpoint: "localhost:%4$d"
        tls: {ca_file: "%8$s"}
        auth: {authenticator: basicauth/wrong}
      otlp_grpc/sink: {endpoint: "localhost:%9$d", tls: {insecure: true}}
    service:
      extensions: [basicauth/server, basicauth/client, basicauth/files, basicauth/wrong]
      telemetry: {metrics: {level: none}}
      pipelines:
        traces/good: {receivers: [otlp/good], exporters: [otlp_http/good, otlp_grpc/good]}
        traces/bad: {receivers: [otlp/bad], exporters: [otlp_http/bad, otlp_grpc/bad]}
        traces/guarded: {receivers: [otlp/guarded], exporters: [otlp_grpc/sink]}
    """
        .formatted(
            ports.get(0),
            ports.get(1),
            ports.get(2),
            ports.get(3),
            password,
            server.certificate(),
            server.key(),
            authority,
            sink);
  }

  @Test
  void exportersAreLetInWithTheirPasswordAndNotWithAnother() throws Exception {
    List<Integer> ports = FreePorts.find(4);
    Path password = Files.writeString(directory.resolve("password"), "open sesame\n");
    TestAuthority authority = TestAuthority.named("test");
    TestAuthority.Stored server = authority.issue("localhost").writeTo(directory, "server");
    try (OtlpSink sink = new OtlpSink()) {
      Path ca = authority.writeTo(directory.resolve("ca.crt"));
      String yaml = config(ports, password, server, ca, sink.port());
      try (CollectorProcess collector = start(yaml).awaitReady()) {
        for (int i = 0; i < 3; i++) {
          send(ports.get(0), "known");
          // By HTTP and by gRPC.
          assertThat(List.of(name(sink), name(sink))).containsOnly("known");
        }

        send(ports.get(1), "unknown");
        assertThat(dropped(collector, "otlp_http/bad"))
            .contains("HTTP Status Code 401", "invalid credentials");
        assertThat(dropped(collector, "otlp_grpc/bad"))
            .contains("Unauthenticated", "invalid credentials");
        assertThat(sink.waiting()).isZero();

        collector.terminate();
        assertThat(collector.awaitExit(LIMIT)).isZero();
        assertThat(collector.stderr())
            .contains("Shutdown complete.")
            .doesNotContain("\tat ", "open sesame", "guess");
      }
    }
  }

  @Test
  void passwordsDoNotTravelInTheClearByGrpc() {
    List<Integer> ports = FreePorts.find(1);
    String yaml =
        """
        extensions:
          basicauth: {client_auth: {username: alice, password: open sesame}}
        receivers:
          otlp: {protocols: {http: {endpoint: "localhost:%d"}}}
        exporters:
          otlp_grpc: {endpoint: "localhost:1", tls: {insecure: true}, auth: {authenticator: basicauth}}
        service:
          extensions: [basicauth]
          telemetry: {metrics: {level: none}}
          pipelines:
            traces: {receivers: [otlp], exporters: [otlp_grpc]}
        """
            .formatted(ports.getFirst());
    try (CollectorProcess collector = start(yaml)) {
      assertThat(collector.awaitExit(LIMIT)).isEqualTo(1);
      assertThat(collector.stderr())
          .contains("the credentials require transport level security")
          .doesNotContain("\tat ");
    }
  }

  private CollectorProcess start(String yaml) {
    Path config = Configs.write(directory, "config.yaml", yaml);
    return CollectorProcess.start("--config", config.toString());
  }

  /** The line in which an exporter says that it gave up data. */
  private static String dropped(CollectorProcess collector, String exporter) {
    return collector.awaitStderr(
        line -> line.contains("Dropping data") && line.contains("\"" + exporter + "\""),
        exporter + " that drops data");
  }

  private static String name(OtlpSink sink) {
    return sink.next(ExportTraceServiceRequest.class)
        .getResourceSpans(0)
        .getScopeSpans(0)
        .getSpans(0)
        .getName();
  }

  private static void send(int port, String name) throws Exception {
    String span =
        """
        {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c",
        "spanId":"b7ad6b7169203331","name":"%s"}]}]}]}
        """
            .formatted(name);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/traces"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(span))
              .build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }
}
