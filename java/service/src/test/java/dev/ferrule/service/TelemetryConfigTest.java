package dev.ferrule.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.Factories;
import dev.ferrule.confmap.Validated;
import dev.ferrule.service.internal.ResourceConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The section {@code service::telemetry}. */
final class TelemetryConfigTest {
  private static final String AROUND =
      """
      receivers: {in: }
      exporters: {out: }
      service:
        pipelines: {traces: {receivers: [in], exporters: [out]}}
        telemetry:
      """;

  private final Factories factories = new Fakes().factories();

  private TelemetryConfig telemetry(String yaml) {
    return Yaml.config(AROUND + yaml.indent(4), factories).telemetry();
  }

  private MetricsConfig metrics(String yaml) {
    return telemetry("metrics:\n" + yaml.indent(2)).metrics();
  }

  @Test
  void prometheusMayScrapeThisMachineIfNothingIsSaid() {
    for (String yaml :
        List.of("", "metrics:", "metrics: {level: normal}", "metrics: {readers: }")) {
      MetricsConfig metrics = telemetry(yaml).metrics();
      assertThat(metrics.level()).isEqualTo(MetricsLevel.NORMAL);
      assertThat(metrics.scraped())
          .singleElement()
          .satisfies(scraped -> {
            assertThat(scraped.endpoint(scraped.port().orElseThrow())).isEqualTo("localhost:8888");
            assertThat(scraped.withoutScopeInfo()).isTrue();
            assertThat(scraped.hasSuffixes()).isFalse();
            assertThat(scraped.withResourceConstantLabels()).isEmpty();
          });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "basic", "Normal", "DETAILED", "detailed"})
  void levelsAreWrittenInAnyCase(String level) {
    assertThat(metrics("level: " + level).level().name()).isEqualToIgnoringCase(level);
  }

  @Test
  void readersThatAreGivenReplaceTheDefault() {
    MetricsConfig metrics =
        metrics(
            """
            readers:
              - pull: {exporter: {prometheus: {host: '[::1]', port: 9000}}}
              - pull:
                  exporter:
                    prometheus:
                      host: 0.0.0.0
                      port: 9001
                      without_scope_info: false
                      without_units: false
                      without_type_suffix: false
                      with_resource_constant_labels:
                        included: [service.name, a]
                        excluded: [b]
            """);
    assertThat(metrics.scraped()).hasSize(2);
    PrometheusConfig first = metrics.scraped().getFirst();
    assertThat(first.bareHost()).isEqualTo("::1");
    assertThat(first.endpoint(9000)).isEqualTo("[::1]:9000");
    assertThat(first.withoutScopeInfo()).isTrue();
    PrometheusConfig second = metrics.scraped().getLast();
    assertThat(second.port()).isEqualTo(Optional.of(9001));
    assertThat(second.withoutScopeInfo()).isFalse();
    assertThat(second.hasSuffixes()).isTrue();
    assertThat(second.withResourceConstantLabels())
        .hasValueSatisfying(labels -> {
          assertThat(labels.includes("service.name")).isTrue();
          assertThat(labels.includes("b")).isFalse();
          assertThat(labels.includes("c")).isFalse();
        });
  }

  @Test
  void withoutMetricsNoReaderIsNeeded() {
    assertThat(metrics("level: none\nreaders: []").scraped()).isEmpty();
    assertThat(metrics("level: none").scraped()).isEmpty();
  }

  static Stream<Arguments> mistakes() {
    String reader = "metrics: {readers: [%s]}";
    String prometheus = reader.formatted("{pull: {exporter: {prometheus: {%s}}}}");
    return Stream.of(
        mistake("metrics: {level: loud}", "metrics::level: unknown metrics level \"loud\""),
        mistake("metrics: {readers: []}", "metrics::readers: collector telemetry metrics reader"),
        mistake("metrics: {views: []}", "metrics::views: not supported yet: level decides"),
        mistake("metrics: {address: x}", "metrics::address: unknown key"),
        mistake(reader.formatted("{}"), "metrics::readers::0: no valid metric reader"),
        mistake(reader.formatted("{pull: }"), "metrics::readers::0: no valid metric reader"),
        mistake(
            reader.formatted("{periodic: {exporter: {otlp: {}}}}"),
            "metrics::readers::0::periodic: not supported yet: metrics cannot be sent"),
        mistake(
            reader.formatted("{pull: {exporter: {}}}"),
            "metrics::readers::0::pull::exporter: no valid metric exporter"),
        mistake(
            prometheus.formatted("port: 1"),
            "readers::0::pull::exporter::prometheus: host must be specified"),
        mistake(
            prometheus.formatted("host: localhost"),
            "readers::0::pull::exporter::prometheus: port must be specified"),
        mistake(prometheus.formatted("host: a, port: 65536"), "port: invalid port 65536"),
        mistake(prometheus.formatted("host: a, port: x"), "prometheus::port: expected"),
        mistake(
            prometheus.formatted(
                "host: a, port: 1, with_resource_constant_labels: {included: [a], excluded: [a]}"),
            "excluded: attribute cannot be in both include and exclude list: a"),
        mistake("traces: {level: basic}", "traces::level: not supported yet"),
        mistake("traces: {processors: []}", "traces::processors: not supported yet"),
        mistake(
            "resource: {service.name: 3}",
            "resource::service.name: legacy resource attribute \"service.name\" must be string"),
        mistake("resource: {attributes_list: a=b}", "is not currently supported"),
        mistake("resource: {detection/development: {}}", "not supported yet: detecting"),
        mistake("resource: {detectors: {}}", "resource::detectors: not supported yet: detecting"),
        mistake("resource: {schema_url: [x]}", "schema_url must be string or null"),
        mistake("resource: {attributes: {a: b}}", "resource::attributes: expected list, got map"),
        mistake("resource: {attributes: [a]}", "resource::attributes::0: expected map, got string"),
        mistake("resource: {attributes: [{value: 1}]}", "attributes::0: needs a name"),
        mistake("resource: {attributes: [{name: a, value: }]}", "attributes::0: needs a value"),
        mistake(
            "resource: {attributes: [{name: a, value: 1, type: int}]}",
            "attributes::0::type: not supported yet"),
        mistake(
            "resource: {attributes: [{name: a, value: 1, valeu: 2}]}",
            "attributes::0::valeu: unknown key"),
        mistake(
            "resource: {attributes: [{name: a, value: 1}], b: c}",
            "resource: resource::attributes cannot be used together with legacy"));
  }

  private static Arguments mistake(String yaml, String expected) {
    return Arguments.of(yaml, expected);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsReportedOnceAtItsPlace(String yaml, String expected) {
    assertThat(Yaml.problems(AROUND + yaml.indent(4), factories))
        .singleElement()
        .asString()
        .startsWith("test.yaml:6:")
        .contains("service::telemetry::")
        .contains(expected);
  }

  private Map<String, Object> resource(String yaml) {
    Map<String, Object> attributes = new TreeMap<>();
    ResourceConfig.resource(telemetry(yaml).resource(), new BuildInfo("ferrule", "Ferrule", "1.2"))
        .getAttributes()
        .forEach((key, value) -> attributes.put(key.getKey(), value));
    return attributes;
  }

  @Test
  void theResourceSaysWhichCollectorItIs() {
    Map<String, Object> one = resource("");
    assertThat(one)
        .containsOnlyKeys("service.instance.id", "service.name", "service.version")
        .containsEntry("service.name", "ferrule")
        .containsEntry("service.version", "1.2");
    assertThat(one.get("service.instance.id"))
        .asString()
        .matches("[-0-9a-f]{36}")
        .isNotEqualTo(resource("").get("service.instance.id"));
  }

  @Test
  void inlineAttributesReplaceDefaultsAndNullTakesThemAway() {
    assertThat(
            resource(
                "resource: {service.name: gateway, service.instance.id: , zone: b, schema_url: u}"))
        .isEqualTo(Map.of("service.name", "gateway", "service.version", "1.2", "zone", "b"));
  }

  @Test
  void listedAttributesHaveTheirType() {
    Map<String, Object> attributes =
        resource(
            """
            resource:
              attributes:
                - {name: service.name, value: gateway}
                - {name: replicas, value: 3}
                - {name: share, value: 0.5}
                - {name: spare, value: false}
            """);
    attributes.remove("service.instance.id");
    assertThat(attributes)
        .isEqualTo(
            Map.of(
                "service.name",
                "gateway",
                "service.version",
                "1.2",
                "replicas",
                3L,
                "share",
                0.5,
                "spare",
                false));
  }

  @ParameterizedTest
  @CsvSource({
    "warning, warn",
    "WARN, warn",
    "'', info",
    "Debug, debug",
    "fatal, fatal",
    "dpanic, dpanic"
  })
  void takesTheLevelsOfGosLogger(String written, String severity) {
    TelemetryConfig.Logs logs =
        new TelemetryConfig.Logs(
            written, TelemetryConfig.Encoding.CONSOLE, List.of("stderr"), Map.of(), false, false);
    assertThat(logs.severity()).isEqualTo(severity);
    logs.validate(
        new Validated.Rules() {
          @Override
          public void broken(String key, String message) {
            throw new AssertionError(message);
          }

          @Override
          public void broken(String key, String message, String hint) {
            throw new AssertionError(message);
          }
        });
    try (CollectorLog log = CollectorLog.open(logs)) {
      assertThat(log.logger().isErrorEnabled()).isEqualTo(!severity.matches("fatal|dpanic"));
      assertThat(log.logger().isInfoEnabled()).isEqualTo(severity.matches("info|debug"));
    }
  }
}
