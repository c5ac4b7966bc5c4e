package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.Problems;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

final class ConfigOverlayTest {
  private final Problems problems = new Problems();

  private String lay(String defaults, MapNode section) {
    ObjectNode base = (ObjectNode) Json.read(defaults);
    String merged =
        Json.MAPPER.writeValueAsString(new ConfigOverlay(problems).lay(base, section, Yaml.PATH));
    assertThat(base).as("the defaults are not changed").isEqualTo(Json.read(defaults));
    return merged;
  }

  @Test
  void mapsMergeAndListsReplace() {
    String merged =
        lay(
            "{\"a\":{\"x\":1,\"y\":2},\"l\":[1,2,3],\"kept\":true}",
            Yaml.settings("a: {y: 3, z: 4}", "l: [9]", "new: {deep: [{k: v}]}"));
    assertThat(merged)
        .isEqualTo(
            "{\"a\":{\"x\":1,\"y\":3,\"z\":4},\"l\":[9],\"kept\":true,\"new\":{\"deep\":[{\"k\":\"v\"}]}}");
  }

  /** The key stands alone, without a value. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"text\"' | '\"\"'",
        "7          | 0",
        "7.5        | 0",
        "true       | false",
        "'[1]'      | '[1]'",
        "'{\"k\":1}' | '{\"k\":1}'",
        "null       | null"
      })
  void keyWithoutValue(String before, String after) {
    assertThat(lay("{\"key\":" + before + "}", Yaml.settings("key:")))
        .isEqualTo("{\"key\":" + after + "}");
  }

  @Test
  void keyWithoutValueAndWithoutDefaultIsNull() {
    assertThat(lay("{}", Yaml.settings("key:"))).isEqualTo("{\"key\":null}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text          | '\"text\"'",
        "'\"7\"'       | '\"7\"'",
        "7             | 7",
        "-9223372036854775808 | -9223372036854775808",
        "1.5           | 1.5",
        "true          | true",
        "10s           | '\"10s\"'",
        "2026-01-02T03:04:05Z | '\"2026-01-02T03:04:05Z\"'",
      })
  void scalarsWithoutDefault(String yaml, String json) {
    assertThat(lay("{}", Yaml.settings("key: " + yaml))).isEqualTo("{\"key\":" + json + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1     | 2.9   | 2",
        "1     | -2.9  | -2",
        "1.0   | 2.9   | 2.9",
        "1     | 1e18  | 1000000000000000000",
        // Does not fit: the component has to see it.
        "1     | 1e19  | 1.0E19",
        "1     | 9223372036854775808.0  | 9.223372036854776E18",
        "1     | -9223372036854775808.0 | -9223372036854775808"
      })
  void fractionsAreCutWhereTheDefaultIsAnInteger(String before, String yaml, String after) {
    assertThat(lay("{\"key\":" + before + "}", Yaml.settings("key: " + yaml)))
        .isEqualTo("{\"key\":" + after + "}");
  }

  @Test
  void referencesAreTextWhereTheDefaultIsAString() {
    Map<String, String> environment = Map.of("PORT", "0123", "MAP", "{a: 1}");
    assertThat(
            lay(
                "{\"text\":\"\",\"number\":1}",
                Yaml.settings(
                    environment, "text: ${env:PORT}", "number: ${env:PORT}", "other: ${env:MAP}")))
        .isEqualTo("{\"text\":\"0123\",\"number\":83,\"other\":{\"a\":1}}");
    assertThat(lay("{\"text\":\"\"}", Yaml.settings(environment, "text: ${env:MAP}")))
        .isEqualTo("{\"text\":\"{a: 1}\"}");
  }

  @Test
  void numbersThatJsonHasNotAreProblems() {
    lay("{}", Yaml.settings("a: {b: [1, .nan]}", "c: -.inf"));
    assertThat(problems.all().stream().map(Object::toString))
        .containsExactly(
            "test.yaml:3:16: extensions::it::a::b::1: expected a finite number",
            "test.yaml:4:8: extensions::it::c: expected a finite number");
  }

  @Test
  void mapInPlaceOfAScalarIsForTheComponentToRefuse() {
    assertThat(lay("{\"key\":7,\"map\":{\"a\":1}}", Yaml.settings("key: {a: 1}", "map: 7")))
        .isEqualTo("{\"key\":{\"a\":1},\"map\":7}");
  }
}
