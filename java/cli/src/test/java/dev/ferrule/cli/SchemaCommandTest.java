package dev.ferrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema for editors accepts what the collector accepts, and underlines what it refuses. */
final class SchemaCommandTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String SCHEMA = CommandRun.output("schema");
  private static final Schema JUDGE =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(SCHEMA, InputFormat.JSON);

  private static final String GOOD =
      """
      receivers:
        otlp:
          protocols:
            grpc:
              endpoint: ${env:HOST:-localhost}:4317
              max_recv_msg_size_mib: ${env:SIZE}
            http:
        otlp/two: ${file:two.yaml}
      processors:
      exporters:
        debug: {verbosity: Detailed}
        otlp:
          endpoint: localhost:4317
          timeout: 5s
          compression: gzip
          headers: {a: b}
          tls: {insecure: true}
          sending_queue: {enabled: false}
          retry_on_failure:
        " otlp_grpc / a ": {endpoint: x:1, timeout: 10}
      extensions:
        health_check:
        basicauth/a: {htpasswd: {inline: "a:b"}}
      service:
        extensions: [health_check]
        telemetry: {logs: {level: debug, output_paths: stderr}, resource: {a: b}}
        pipelines:
          traces: {receivers: [otlp], processors: [], exporters: [debug]}
          logs/b: {receivers: [otlp], exporters: "${env:EXPORTERS}"}
      """;

  private static List<String> judge(String yaml) {
    Object value = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    JsonNode tree = MAPPER.valueToTree(value);
    return JUDGE.validate(tree).stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  @Test
  void acceptsWhatTheCollectorAccepts() throws IOException {
    assertThat(judge(GOOD)).isEmpty();
    try (Stream<Path> examples = Files.list(CommandRun.ROOT.resolve("examples"))) {
      for (Path example : examples.filter(file -> file.toString().endsWith(".yaml")).toList()) {
        assertThat(judge(Files.readString(example))).as(example.toString()).isEmpty();
      }
    }
  }

  @Test
  void acceptsWhatIsPrinted() throws IOException {
    for (String mode : List.of("redacted", "unredacted")) {
      CommandRun run =
          CommandRun.of(
              CommandRun.ROOT,
              Map.of(),
              "print-config",
              "--mode",
              mode,
              "--config",
              "examples/extensions.yaml");
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(judge(run.out())).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "receivers:          | recievers:",
        "otlp/two:           | oltp/two:",
        "endpoint: localhost:4317 | endpiont: localhost:4317",
        "timeout: 5s         | timeout: 5",
        "timeout: 5s         | timeout: soon",
        "timeout: 5s         | timeout: '5'",
        "compression: gzip   | compression: gzipp",
        "insecure: true      | insecure: yes",
        "insecure: true      | insecure: 1",
        "{a: b}              | [1]",
        "htpasswd:           | htpaswd:",
        "extensions: [health_check] | extensions: health_check",
        "logs/b:             | profiles:",
        "logs/b:             | log:",
        "receivers: [otlp], processors | receiver: [otlp], processors",
        "level: debug        | levle: debug",
      })
  void underlinesWhatItRefuses(String good, String bad) {
    assertThat(GOOD).contains(good);
    boolean refused = !judge(GOOD.replace(good, bad)).isEmpty();
    // A whole number is nanoseconds, which is allowed though hardly meant.
    assertThat(refused).isEqualTo(!bad.equals("timeout: 5"));
  }

  @Test
  void describesEverySettingOfJava() {
    JsonNode definitions = MAPPER.readTree(SCHEMA).path("$defs");
    assertThat(definitions.propertyNames())
        .contains("receivers.otlp", "exporters.otlp_grpc", "exporters.debug", "reference");
    definitions.properties().forEach(entry -> requireTexts(entry.getKey(), entry.getValue()));
    requireTexts("service", MAPPER.readTree(SCHEMA).path("properties").path("service"));
  }

  private static void requireTexts(String path, JsonNode schema) {
    schema.path("anyOf").forEach(alternative -> requireTexts(path, alternative));
    schema
        .path("properties")
        .properties()
        .forEach(entry -> {
          String below = path + "::" + entry.getKey();
          if (!entry.getValue().has("$ref")) {
            assertThat(entry.getValue().path("description").asString("")).as(below).isNotEmpty();
          }
          requireTexts(below, entry.getValue());
        });
    for (String keyword : List.of("items", "additionalProperties")) {
      if (schema.path(keyword).isObject()) {
        requireTexts(path, schema.path(keyword));
      }
    }
  }

  @Test
  void showsOnePart() {
    assertThat(CommandRun.output("schema", "exporters/debug"))
        .startsWith("{\n  \"type\": \"object\",")
        .contains("\"verbosity\": {");
    assertThat(CommandRun.output("schema", "service", "--format", "markdown"))
        .startsWith("# `service`\n");
    CommandRun wrong = CommandRun.of(CommandRun.ROOT, Map.of(), "schema", "exporter/debug");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err())
        .isEqualTo(
            "Error: there is no section \"exporter/debug\": did you mean \"exporters/debug\"?\n");
  }
}
