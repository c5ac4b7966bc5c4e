package dev.ferrule.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Native extensions in the real process: several instances of three types, of which some depend on
 * others. {@code service::extensions} lists them the wrong way round on purpose.
 */
final class NativeExtensionsTest {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  @TempDir Path directory;

  @Test
  void thoseThatDependOnOthersStartAfterThemAndStopBeforeThem() throws Exception {
    List<Integer> ports = FreePorts.find(5);
    String extensions =
        """
        extensions:
          zpages:
            endpoint: localhost:%d
            auth: {authenticator: basicauth/admin}
          health_check/guarded:
            endpoint: localhost:%d
            auth: {authenticator: basicauth/ops}
          health_check:
            endpoint: localhost:%d
          basicauth/ops:
            htpasswd: {inline: "ops:one"}
          basicauth/admin:
            htpasswd: {inline: "admin:two"}
        """
            .formatted(ports.get(0), ports.get(1), ports.get(2));
    try (CollectorProcess collector =
        start(
            extensions,
            "[zpages, health_check/guarded, basicauth/ops, health_check, basicauth/admin]",
            ports)) {
      collector.awaitReady();
      assertThat(started(collector))
          .containsExactly(
              "basicauth/admin", "zpages", "basicauth/ops", "health_check/guarded", "health_check");

      assertThat(get(ports.get(2), "/", null).statusCode()).isEqualTo(200);
      assertThat(get(ports.get(1), "/", null).statusCode()).isEqualTo(401);
      assertThat(get(ports.get(1), "/", "admin:two").statusCode()).isEqualTo(401);
      assertThat(get(ports.get(1), "/", "ops:one").statusCode()).isEqualTo(200);
      assertThat(get(ports.get(0), "/debug/servicez", "ops:one").statusCode()).isEqualTo(401);
      HttpResponse<String> page = get(ports.get(0), "/debug/servicez?format=json", "admin:two");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("\"basicauth/ops\"", "\"traces\"", "\"otlp\"", "\"OK\"");

      collector.terminate();
      assertThat(collector.awaitExit(STOP_LIMIT)).isZero();
      assertThat(collector.stderr()).contains("Shutdown complete.").doesNotContain("\tat ");
    }
  }

  @Test
  void anAuthenticatorThatIsNotListedKeepsTheCollectorFromStarting() {
    List<Integer> ports = FreePorts.find(5);
    String extensions =
        """
        extensions:
          health_check:
            endpoint: localhost:%d
            auth: {authenticator: basicauth/none}
        """
            .formatted(ports.get(2));
    try (CollectorProcess collector = start(extensions, "[health_check]", ports)) {
      assertThat(collector.awaitExit(Duration.ofSeconds(30))).isEqualTo(1);
      assertThat(collector.stderr())
          .contains("unable to find extension \"basicauth/none\"", "\"health_check\" depends")
          .doesNotContain("\tat ");
    }
  }

  private CollectorProcess start(String extensions, String enabled, List<Integer> ports) {
    String yaml =
        extensions
            + """
            receivers:
              otlp:
                protocols:
                  grpc: {endpoint: "localhost:%d"}
                  http: {endpoint: "localhost:%d"}
            exporters:
              debug:
            service:
              extensions: %s
              telemetry: {metrics: {level: none}}
              pipelines:
                traces: {receivers: [otlp], exporters: [debug]}
            """
                .formatted(ports.get(3), ports.get(4), enabled);
    Path config = Configs.write(directory, "config.yaml", yaml);
    return CollectorProcess.start("--config", config.toString());
  }

  /** The ids of the extensions in the order in which they started. */
  private static List<String> started(CollectorProcess collector) {
    return collector
        .stderr()
        .lines()
        .filter(line -> line.contains("Extension started."))
        .map(line -> line.replaceAll(".*\"otelcol.component.id\": \"([^\"]*)\".*", "$1"))
        .toList();
  }

  private static HttpResponse<String> get(int port, String path, String credentials)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10));
    if (credentials != null) {
      byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
      request.header("authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
