package dev.ferrule.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Factories;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule about a configuration as a whole, with the place that is reported. */
final class ConfigRulesTest {
  private static final String GOOD =
      """
      receivers:
        in:
      processors:
        pass:
      exporters:
        out:
      extensions:
        aside:
      service:
        extensions: [aside]
        pipelines:
          traces:
            receivers: [in]
            processors: [pass]
            exporters: [out]
      """;

  private final Factories factories = new Fakes().factories();

  @Test
  void aGoodOneIsAccepted() {
    CollectorConfig config = Yaml.config(GOOD, factories);
    assertThat(config.extensions()).containsExactly(ComponentId.ofType("aside"));
    assertThat(config.pipelines().keySet().toString()).isEqualTo("[traces]");
    assertThat(config.warnings()).isEmpty();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("receivers:\n  in:", "sinks:\n  in:", "test.yaml:1:1: sinks: unknown section"),
        mistake("  in:\n", "  inn:\n", "test.yaml:2:3: receivers::inn: unknown type: \"inn\""),
        mistake("  out:\n", "  logging:\n", "exporters::logging: unknown type: \"logging\""),
        mistake("  out:\n", "  logging:\n", "use the debug exporter instead"),
        mistake("  out:\n", "  out/:\n", "test.yaml:6:3: exporters::out/: in \"out/\" id"),
        mistake("  pass:\n", "  pass: 3\n", "test.yaml:4:9: processors::pass"),
        mistake("  pass:\n", "  pass:\n    color: red\n", "test.yaml:5:5: processors::pass"),
        mistake("  pass:\n", "  pass/a:\n  ' pass/a ':\n", "duplicate name"),
        mistake(
            "[aside]",
            "[other]",
            "test.yaml:10:16: service::extensions: references extension \"other\""),
        mistake("[in]", "[other]", "test.yaml:13:19: service::pipelines::traces: references"),
        mistake("[in]", "[other]", "receiver \"other\" which is not configured"),
        mistake("[in]", "in", "receivers: expected list, got string: write it as a list: [in]"),
        mistake("[in]", "[[in]]", "receivers::0: expected string, got list"),
        mistake("[in]", "[]", "test.yaml:12:5: service::pipelines::traces: must have at least one"),
        mistake("[out]", "", "service::pipelines::traces: must have at least one exporter"),
        mistake("[pass]", "[pass, pass]", "references processor \"pass\" multiple times"),
        mistake("  traces:", "  spans:", "unknown pipeline signal \"spans\""),
        mistake("  traces:", "  profiles:", "profiling signal support"),
        mistake("receivers: [in]", "receiver: [in]", "service::pipelines::traces::receiver"),
        mistake("pipelines:", "pipeline:", "service::pipeline: unknown key: did you mean"),
        mistake("exporters:\n  out", "exporter:\n  out", "exporter: unknown section: did you mean"),
        mistake("service:", "services:", "services: unknown section: did you mean \"service\"?"),
        mistake("  in:\n", "  out:\n  in:\n", "\"out\" is an exporter: write it under exporters"),
        mistake("[in]", "[out]", "\"out\" is an exporter, not a receiver"),
        mistake("[pass]", "[aside]", "\"aside\" is an extension, not a processor"),
        mistake("  out:", "  o-ut:", "did you mean \"out\"?"),
        mistake("  out:\n", "  out:\n  out.a:\n", "did you mean \"out/a\"?"),
        mistake("  out:\n", "  out:\n  out/a b:\n", "did you mean \"out/a_b\"?"),
        mistake("  out:\n", "  out:\n  out/\\$:\n", "a name has no blanks, control characters or"),
        mistake(
            "  out:\n", "  out:\n  \\$\\$\\{env:A\\}:\n", "references are not expanded in keys"),
        mistake("  out:\n", "  out:\n  jaeger:\n", "Jaeger takes OTLP on port 4317"),
        mistake("  pipelines:\n", "  traces:\n  pipelines:\n", "write it under service::pipelines"),
        mistake("  out:\n", "  logsonly:\n", "exporter \"out\" which is not configured"),
        mistake("  out:\n", "  out:\n  logsonly:\n  x: []\n", "unknown type: \"x\""),
        mistake("[out]", "[out, logsonly]", "exporter \"logsonly\" which is not configured"),
        mistake(
            "  pipelines:",
            "  telemetry:\n    logs:\n      level: loud\n  pipelines:",
            "test.yaml:13:14: service::telemetry::logs::level: unrecognized level: \"loud\""),
        mistake(
            "  pipelines:",
            "  telemetry:\n    traces:\n      level: detailed\n  pipelines:",
            "service::telemetry::traces::level: not supported yet"));
  }

  private static Arguments mistake(String good, String bad, String expected) {
    return Arguments.of(good, bad, expected);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsReportedAtItsPlace(String good, String bad, String expected) {
    assertThat(GOOD).contains(good);
    List<String> problems = Yaml.problems(GOOD.replaceFirst(quote(good), bad), factories);
    assertThat(problems).anyMatch(problem -> problem.contains(expected));
  }

  private static String quote(String text) {
    return java.util.regex.Pattern.quote(text);
  }

  static Stream<String> onlyOnes() {
    return Stream.of(
        GOOD.replace("exporters:\n  out", "exporter:\n  out"),
        GOOD.replace("exporters:\n  out:\n", "exporters: [out]\n"),
        GOOD.replace("exporters:\n  out:\n", ""),
        GOOD.replace("exporters:\n  out:\n", "exporters:\n"),
        GOOD.replace("receivers: [in]", "receiver: [in]"),
        GOOD.replace("service:", "services:"),
        GOOD.replace("pipelines:", "pipeline:"),
        GOOD.replace("  extensions: [aside]\n  pipelines:", "  pipelines:")
            .replace("  aside:\n", "")
            .replace("service:\n  pipelines:", "pipelines:")
            .replace("\n    traces", "\n  traces")
            .replace("\n      ", "\n    "),
        GOOD.substring(0, GOOD.indexOf("service:")),
        GOOD.substring(0, GOOD.indexOf("service:")) + "service: pipelines\n",
        GOOD.substring(0, GOOD.indexOf("service:"))
            + GOOD.substring(GOOD.indexOf("service:")).indent(2),
        "");
  }

  @ParameterizedTest
  @MethodSource("onlyOnes")
  void nothingFollowsFromAMistakeWithASection(String yaml) {
    assertThat(Yaml.problems(yaml, factories)).hasSize(1);
  }

  @Test
  void aMistakeInAMisspelledSectionIsReportedToo() {
    assertThat(
            Yaml.problems(GOOD.replace("exporters:\n  out", "exporter:\n  x:\n  out"), factories))
        .hasSize(2);
  }

  @Test
  void aSignalThatAComponentDoesNotKnowIsAMistake() {
    String yaml = GOOD.replace("  out:\n", "  out:\n  logsonly:\n").replace("[out]", "[logsonly]");
    assertThat(Yaml.problems(yaml, factories))
        .anyMatch(problem -> problem.contains("exporter \"logsonly\" does not support traces"));
  }

  @Test
  void nothingIsNotAConfiguration() {
    assertThat(Yaml.problems("", factories))
        .anyMatch(problem -> problem.contains("empty configuration file"));
    assertThat(Yaml.problems("receivers:\n  in:\nservice:\n", factories))
        .anyMatch(problem -> problem.contains("no exporter configuration specified in config"));
  }

  @Test
  void everyMistakeIsReportedInOneRun() {
    String yaml =
        GOOD.replace("  in:\n", "  inn:\n").replace("[aside]", "[b]").replace("[out]", "[]");
    assertThat(Yaml.problems(yaml, factories)).hasSize(4);
  }

  @Test
  void anExtensionThatSettingsNameHasToRun() {
    String named = GOOD.replace("  out:\n", "  out:\n    needs: aside/b\n");
    assertThat(Yaml.problems(named, factories))
        .containsExactly(
            "test.yaml:7:12: exporters::out::needs: references extension \"aside/b\" which does not"
                + " run: add it under extensions and list it under service::extensions");
    String written = named.replace("  aside:\n", "  aside:\n  aside/b:\n");
    assertThat(Yaml.problems(written, factories))
        .containsExactly(
            "test.yaml:7:12: exporters::out::needs: references extension \"aside/b\" which does not"
                + " run: list it under service::extensions");
    assertThat(Yaml.config(written.replace("[aside]", "[aside, aside/b]"), factories).extensions())
        .hasSize(2);
    assertThat(
            Yaml.config(
                    written.replace("[out]", "[out/2]").replace("  out:\n", "  out/2:\n  out:\n"),
                    factories)
                .warnings())
        .as("a component that does not run needs nothing")
        .hasSize(2);
  }

  @Test
  void noTwoListenOnTheSameAddress() {
    String yaml =
        GOOD.replace(
            "  in:\n", "  in: {door: {at: 'localhost:1'}}\n  in/b: {door: {at: LOCALHOST:1}}\n");
    assertThat(Yaml.config(yaml, factories).warnings()).as("one does not run").hasSize(1);
    assertThat(Yaml.problems(yaml.replace("[in]", "[in, in/b]"), factories))
        .containsExactly(
            "test.yaml:3:21: receivers::in/b::door::at: listens on LOCALHOST:1, as"
                + " receivers::in::door::at does: give each its own port");
    assertThat(Yaml.problems(yaml.replace("'localhost:1'", "'localhost:8888'"), factories))
        .as("the port for metrics")
        .singleElement()
        .asString()
        .contains("service::telemetry::metrics: listens on localhost:8888, as receivers::in");
    String free =
        yaml.replace("localhost:1'", "localhost:0'").replace("LOCALHOST:1", "localhost:0");
    assertThat(Yaml.config(free.replace("[in]", "[in, in/b]"), factories).warnings()).isEmpty();
  }

  @Test
  void aGateAllowsACollectorWithoutPipelines() {
    String yaml = "extensions:\n  aside:\nservice:\n  extensions: [aside]\n";
    assertThat(Yaml.problems(yaml, factories)).hasSize(3);
    FeatureGates gates = FeatureGates.parse(List.of("service.AllowNoPipelines"));
    assertThat(Yaml.config(yaml, factories, gates).pipelines()).isEmpty();
  }

  @Test
  void whatIsNotUsedIsAWarning() {
    CollectorConfig config =
        Yaml.config(GOOD.replace("  out:\n", "  out:\n  out/spare:\n"), factories);
    assertThat(config.warnings())
        .singleElement()
        .hasToString(
            "test.yaml:7:3: exporters::out/spare: configured but not used:"
                + " add it to a pipeline, or remove it");
  }

  @Test
  void aComponentNamedTwiceInAListCountsOnce() {
    CollectorConfig config =
        Yaml.config(GOOD.replace("[in]", "[in, in]").replace("[out]", "[out, out]"), factories);
    PipelineConfig traces = config.pipelines().firstEntry().getValue();
    assertThat(traces.receivers()).hasSize(1);
    assertThat(traces.exporters()).hasSize(1);
  }
}
