package dev.ferrule.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.Factories;
import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.ConfigTree;
import dev.ferrule.confmap.ConfigYaml;
import dev.ferrule.confmap.PrintStyle;
import dev.ferrule.pdata.BufferPool;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A whole configuration is printed, and built without being run. */
final class PrintedCollectorTest {
  private static final String YAML =
      """
      receivers: {in: {}}
      exporters: {out/b: {password: 'a$$$$b'}, out/unused: {}}
      extensions: {aside: {after: [aside/b]}, aside/b: }
      service:
        extensions: [aside, aside/b]
        pipelines: {traces: {receivers: [in, in], exporters: [out/b]}}
      """;

  private final Fakes fakes = new Fakes();
  private final Factories factories = fakes.factories();

  private String print(String yaml, boolean redacted) {
    PrintStyle style = new PrintStyle(redacted, PrintStyle.Durations.TEXT);
    return ConfigYaml.print(ConfigTree.sorted(Yaml.config(yaml, factories).print(style)));
  }

  @Test
  void whatIsPrintedIsTheSameConfiguration() {
    String printed = print(YAML, false);
    assertThat(print(printed, false)).isEqualTo(printed);
    assertThat(printed).contains("password: a$$$$b").contains("out/unused:");
  }

  @Test
  void secretsAreRedacted() {
    assertThat(print(YAML, true)).contains("password: '[REDACTED]'").doesNotContain("a$");
  }

  @Test
  void whatIsNotValidCanStillBePrinted() {
    String invalid = YAML.replace("[out/b]", "[nothing]");
    assertThat(Yaml.problems(invalid, factories)).hasSize(1);
    CollectorConfig config = CollectorConfig.decodeUnchecked(Yaml.tree(invalid), factories);
    assertThat(config.print(new PrintStyle(true, PrintStyle.Durations.TEXT)).toString())
        .contains("[\"nothing\"]");
    assertThatThrownBy(() ->
            CollectorConfig.decodeUnchecked(
                Yaml.tree(YAML.replace("password", "pasword")), factories))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("unknown key");
  }

  private void check(String yaml) {
    try (CollectorLog log = CollectorLog.silent();
        BufferPool buffers = BufferPool.bounded(1 << 20)) {
      Collector.check(
          Yaml.config(yaml, factories), new BuildInfo("test", "Test", "1"), log, buffers);
    }
  }

  @Test
  void aCheckBuildsAndShutsDownEverythingAndStartsNothing() {
    check(YAML);
    assertThat(fakes.events)
        .containsExactlyInAnyOrder(
            "create exporter out/b (traces)",
            "create receiver in",
            "create extension aside",
            "create extension aside/b",
            "shutdown receiver in",
            "shutdown exporter out/b (traces)",
            "shutdown extension aside",
            "shutdown extension aside/b")
        .doesNotContain("start receiver in");
  }

  @Test
  void aCheckLooksAtWhatTheStartWouldRead() {
    assertThatThrownBy(() -> check(YAML.replace("{in: {}}", "{in: {door: {key: lost}}}")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("test.yaml:1:24: receivers::in::door: no such key");
    assertThat(fakes.events).isEmpty();
    check(YAML.replace("out/unused: {}", "out/unused: {door: {key: lost}}"));
  }

  @Test
  void aCheckReportsEverythingThatCannotBeBuilt() {
    String yaml =
        YAML.replace("{in: {}}", "{in: {fail: create}}")
            .replace("aside/b: }", "aside/b: {after: [aside/c, aside]}}")
            .replace("out/unused: {}", "out/unused: {fail: create}")
            .replace("password: 'a$$$$b'", "fail: create");
    assertThatThrownBy(() -> check(yaml))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> {
              List<String> problems = e.problems().stream().map(Object::toString).toList();
              assertThat(problems).hasSize(4);
              assertThat(problems.get(0))
                  .startsWith(
                      "test.yaml:2:13: exporters::out/b: failed to create exporter \"out/b\" for"
                          + " data type \"traces\": ");
              assertThat(problems.get(1))
                  .startsWith("test.yaml:1:13: receivers::in: failed to create receiver \"in\": ");
              assertThat(problems)
                  .anyMatch(it -> it.contains("unable to find extension \"aside/c\""))
                  .anyMatch(it -> it.contains("cycle found [aside -> aside/b -> aside]"));
            });
    assertThat(fakes.events).contains("shutdown extension aside").doesNotContain("start");
  }
}
