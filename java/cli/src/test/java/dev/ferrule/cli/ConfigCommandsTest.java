package dev.ferrule.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the commands about configuration print, on which stream, and how they end. */
final class ConfigCommandsTest {
  private static final String GOOD =
      """
      receivers: {otlp: {protocols: {grpc: , http: {include_metadata: true}}}}
      exporters:
        debug: {sampling_initial: 5}
        otlp_grpc:
          endpoint: ${env:TARGET:-localhost:4317}
          headers: {token: "a$$$$b${env:TOKEN}"}
          sending_queue: {enabled: false}
          tls: {insecure: true}
      extensions:
        health_check: {endpoint: localhost:0}
        basicauth: {htpasswd: {inline: "a:secret"}}
      service:
        extensions: [health_check, basicauth]
        pipelines:
          traces: {receivers: [otlp], exporters: [debug, otlp_grpc]}
      """;

  @TempDir Path directory;

  private CommandRun run(String... arguments) {
    return CommandRun.of(directory, Map.of("TOKEN", "hidden"), arguments);
  }

  private void write(String name, String text) {
    try {
      Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String printed(String... arguments) {
    CommandRun run = run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  @ParameterizedTest
  @CsvSource({"yaml", "json", "YAML", "JSON"})
  void whatIsPrintedLoadsToTheSame(String format) {
    write("c.yaml", GOOD);
    String once =
        printed("print-config", "--config", "c.yaml", "--mode=unredacted", "--format=" + format);
    write("printed.yaml", once);
    assertThat(printed("validate", "--config", "printed.yaml")).isEmpty();
    assertThat(
            printed(
                "print-initial-config",
                "--config",
                "printed.yaml",
                "--mode=Unredacted",
                "--format=" + format))
        .isEqualTo(once);
    assertThat(once).contains("a$$$$bhidden", "a:secret");
  }

  @Test
  void secretsAreRedactedUnlessToldOtherwise() {
    write("c.yaml", GOOD);
    assertThat(printed("print-config", "--config", "c.yaml"))
        .contains("inline: '[REDACTED]'", "value: '[REDACTED]'", "timeout: 5s")
        .doesNotContain("hidden", "secret");
  }

  @Test
  void formatsAndModesAreChecked() {
    write("c.yaml", GOOD);
    assertThat(run("print-config", "--config", "c.yaml", "--mode", "open").err())
        .isEqualTo("Error: invalid mode \"open\": modes are: redacted, unredacted\n");
    assertThat(run("print-config", "--config", "c.yaml", "--format", "toml").err())
        .isEqualTo("Error: unrecognized print format: toml: formats are: yaml, json\n");
  }

  @Test
  void whatIsNotValidIsPrintedOnlyOnRequest() {
    write("c.yaml", GOOD.replace("[debug, otlp_grpc]", "[nothing]"));
    CommandRun refused = run("print-config", "--config", "c.yaml");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("c.yaml:15:45: service::pipelines::traces: references");
    assertThat(printed("print-config", "--config", "c.yaml", "--validate=false"))
        .contains("- nothing");
  }

  @Test
  void problemsAreToldToTools() {
    write("c.yaml", GOOD.replace("sampling_initial: 5", "samplin_initial: 5"));
    CommandRun run = run("validate", "--config", "c.yaml", "--error-format", "json");
    assertThat(run.code()).isEqualTo(1);
    JsonNode told = new JsonMapper().readTree(run.err());
    assertThat(told.path("error").stringValue()).isEqualTo("the configuration cannot be used");
    JsonNode problem = told.path("problems").path(0);
    assertThat(problem.path("severity").stringValue()).isEqualTo("error");
    assertThat(problem.path("file").stringValue()).isEqualTo("c.yaml");
    assertThat(problem.path("line").intValue()).isEqualTo(3);
    assertThat(problem.path("column").intValue()).isEqualTo(11);
    assertThat(problem.path("path").stringValue()).isEqualTo("exporters::debug::samplin_initial");
    assertThat(problem.path("message").stringValue()).isEqualTo("unknown key");
    assertThat(problem.path("hint").stringValue()).contains("sampling_initial");
    assertThat(told.path("problems").size()).isEqualTo(1);
  }

  @Test
  void aCommandLineThatIsWrongIsToldToToolsToo() {
    CommandRun run = run("validate", "--error-format=json", "--confg", "x");
    assertThat(run.code()).isEqualTo(1);
    assertThat(new JsonMapper().readTree(run.err()).path("error").stringValue())
        .isEqualTo("unknown flag: --confg: did you mean --config?");
  }

  @Test
  void whatIsNotUsedIsAWarning() {
    write("c.yaml", GOOD.replace("[debug, otlp_grpc]", "[debug]"));
    CommandRun text = run("validate", "--config", "c.yaml");
    assertThat(text.code()).isZero();
    assertThat(text.err())
        .isEqualTo(
            "Warning: c.yaml:4:3: exporters::otlp_grpc: configured but not used: add it to a"
                + " pipeline, or remove it\n");
    CommandRun json = run("validate", "--config", "c.yaml", "--error-format=json");
    assertThat(json.code()).isZero();
    JsonNode warning = new JsonMapper().readTree(json.err()).path("problems").path(0);
    assertThat(warning.path("severity").stringValue()).isEqualTo("warning");
  }

  @Test
  void theLaterSourceAndTheAssignmentWin() {
    write("c.yaml", GOOD);
    write("d.yaml", "exporters: {debug: {sampling_initial: 6}}");
    assertThat(
            printed(
                "print-config",
                "--set",
                "exporters.debug.sampling_thereafter=9",
                "--config",
                "c.yaml",
                "--config",
                "file:d.yaml",
                "--config",
                "yaml:exporters::debug::verbosity: normal"))
        .contains("sampling_initial: 6", "sampling_thereafter: 9", "verbosity: normal");
  }

  @Test
  void gatesAreSetAndShown() {
    write("e.yaml", "extensions: {health_check: }\nservice: {extensions: [health_check]}");
    assertThat(run("validate", "--config", "e.yaml").code()).isEqualTo(1);
    assertThat(
            run("validate", "--config", "e.yaml", "--feature-gates", "service.AllowNoPipelines")
                .code())
        .isZero();
    assertThat(printed("featuregate", "service.AllowNoPipelines"))
        .isEqualTo(
            """
            Feature: service.AllowNoPipelines
            Enabled: false
            Stage: Alpha
            Description: Allows a Collector without pipelines, which only runs extensions.
            From Version: v0.122.0
            """);
    assertThat(run("featuregate", "x").err()).isEqualTo("Error: feature \"x\" not found\n");
    assertThat(run("featuregate", "--config", "e.yaml").err()).startsWith("Error: unknown flag");
  }

  @Test
  void listsFromSeveralSourcesAreAppendedOnRequest() {
    write("c.yaml", GOOD);
    write("d.yaml", "service: {extensions: [health_check/b]}\nextensions: {health_check/b: }");
    String gate = "--feature-gates=confmap.enableMergeAppendOption";
    assertThat(printed("print-config", "--config=c.yaml", "--config=d.yaml", gate))
        .containsPattern("extensions:\\s+- health_check\\s+- basicauth\\s+- health_check/b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "validate                    | at least one config flag must be provided",
        "print-config                | at least one config flag must be provided",
        "validate --set x --config a | missing equal sign",
        "valdate                     | unknown command \"valdate\" for \"ferrule\": did you mean validate?",
        "validate extra --config a   | unknown command \"extra\" for \"ferrule validate\"",
        "components --config a       | unknown flag: --config",
        "completion tcsh             | tcsh",
        "validate --config           | Missing required parameter",
        "--config a validate         | --config stands before the command",
      })
  void aWrongCommandLineIsExplained(String arguments, String expected) {
    CommandRun run = run(arguments.split(" "));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("Error: ").contains(expected);
  }

  @Test
  void everyCommandHasHelp() {
    for (String command :
        new String[] {
          "validate", "print-config", "components", "schema", "featuregate", "completion", "plugin"
        }) {
      assertThat(printed(command, "--help")).contains("Usage: ferrule " + command, "--help");
    }
    assertThat(printed("--help")).contains("Commands:", "print-config", "--feature-gates");
    assertThat(printed("help", "validate")).contains("Usage: ferrule validate");
  }

  @Test
  void componentsListProvidersToo() {
    assertThat(printed("components"))
        .contains("providers:\n    - scheme: env\n      module: ")
        .contains("    - scheme: https\n")
        .doesNotContain("converters");
  }

  @ParameterizedTest
  @CsvSource({"bash", "zsh", "fish"})
  void completionIsAScript(String shell) throws IOException, InterruptedException {
    String script = printed("completion", shell);
    assertThat(script).contains("print-config", "feature-gates");
    if (shell.equals("bash")) {
      write("completion.sh", script);
      Process bash =
          new ProcessBuilder("bash", "-n", directory.resolve("completion.sh").toString())
              .redirectErrorStream(true)
              .start();
      assertThat(new String(bash.getInputStream().readAllBytes(), UTF_8)).isEmpty();
      assertThat(bash.waitFor()).isZero();
    }
  }
}
