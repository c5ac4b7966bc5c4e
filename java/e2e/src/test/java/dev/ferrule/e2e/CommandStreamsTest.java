package dev.ferrule.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about configuration in the real process: streams, exit codes, its own variables. */
final class CommandStreamsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String YAML =
      """
      receivers: {otlp: {protocols: {grpc: {endpoint: "localhost:${env:PORT}"}}}}
      exporters: {otlp_http: {endpoint: "http://localhost:1", headers: {token: "${env:TOKEN}"}}}
      extensions: {health_check: {endpoint: localhost:0}}
      service:
        extensions: [health_check]
        pipelines: {traces: {receivers: [otlp], exporters: [otlp_http]}}
      """;

  @TempDir Path directory;

  private record Ended(int code, String out, String err) {}

  private static Ended run(String... arguments) {
    Map<String, String> environment =
        Map.of("PORT", "4317", "TOKEN", "pa$$word", "FERRULE_JAVA_OPTS", "-XX:+UseSerialGC");
    try (CollectorProcess process =
        CollectorProcess.start(CollectorProcess.IMAGE, environment, arguments)) {
      int code = process.awaitExit(PATIENCE);
      return new Ended(code, process.stdout(), process.stderr());
    }
  }

  private String file(String yaml) throws IOException {
    return Files.writeString(directory.resolve("c.yaml"), yaml).toString();
  }

  @Test
  void whatIsPrintedGoesToStdoutAndLoadsAgain() throws IOException {
    Ended printed = run("print-config", "--mode=unredacted", "--config", file(YAML));
    assertThat(printed.code()).isZero();
    assertThat(printed.err()).isEmpty();
    assertThat(printed.out()).contains("endpoint: localhost:4317", "value: pa$word");
    Ended again = run("print-config", "--mode=unredacted", "--config", file(printed.out()));
    assertThat(again.out()).isEqualTo(printed.out());
    assertThat(run("validate", "--config", file(printed.out()))).isEqualTo(new Ended(0, "", ""));
  }

  @Test
  void whatIsWrongGoesToStderrWithoutColours() throws IOException {
    Ended wrong = run("validate", "--config", file(YAML.replace("otlp_http:", "otlp_htp:")));
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err())
        .startsWith("Error: the configuration cannot be used:\n\n")
        .contains("c.yaml:2:13: exporters::otlp_htp: unknown type: \"otlp_htp\"", "            ^")
        .contains("did you mean \"otlp_http\"?")
        .doesNotContain("\033", "pa$", "\tat ");
  }

  @Test
  void aRunRefusesWhatValidateRefuses() throws IOException {
    String taken = YAML.replace("localhost:0", "localhost:0, transport: carrier-pigeon");
    Ended validated = run("validate", "--config", file(taken));
    Ended ran = run("--config", file(taken));
    assertThat(validated.code()).isEqualTo(1);
    assertThat(ran).isEqualTo(validated);
  }
}
