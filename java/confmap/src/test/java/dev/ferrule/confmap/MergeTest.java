package dev.ferrule.confmap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.confmap.ConfigNode.ListNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MergeTest {
  private final Sources sources =
      new Sources(Path.of(".")).env("M", "k: v").env("L", "[b, c]").env("NULL", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: {b: 1, c: 2}   | a: {b: 3}       | {a: {b: 3, c: 2}}",
        "a: {b: {c: 1}}    | a: {b: {d: 2}}  | {a: {b: {c: 1, d: 2}}}",
        "a: {b: {c: 1}}    | a::b::c: 2      | {a: {b: {c: 2}}}",
        "a: {b: 1}         | a:              | {a: null}",
        "a: {b: 1}         | a: {b: }        | {a: {b: null}}",
        "a: {b: 1}         | a: {}           | {a: {b: 1}}",
        "a: {}             | a: {}           | {a: {}}",
        "a: {b: 1}         | a: 5            | {a: 5}",
        "a: {b: 1}         | a: [2]          | {a: [2]}",
        "a: [1, 2]         | a: [3]          | {a: [3]}",
        "a: [1, 2]         | a: []           | {a: []}",
        "a: [{b: 1}]       | a: [{c: 2}]     | {a: [{c: 2}]}",
        "a: 5              | a: {b: 1}       | {a: {b: 1}}",
        "a:                | a: {b: 1}       | {a: {b: 1}}",
        "a: [1]            | a: {b: 1}       | {a: {b: 1}}",
        "a: 1              | b: 2            | {a: 1, b: 2}",
        "a: 1              | ``              | {a: 1}",
        "``                | a: 1            | {a: 1}",
        "A: 1              | a: 2            | {A: 1, a: 2}",
        "service: {extensions: [x]} | service: {extensions: [y]} | {service: {extensions: [\"y\"]}}",
      })
  void laterOnesWin(String first, String second, String expected) {
    assertThat(sources.outcome("yaml:" + first, "yaml:" + second)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: '${env:M}'     | a: {z: 1}       | {a: {z: 1}}",
        "a: {z: 1}         | a: '${env:M}'   | `{a: <{k: \"v\"}|k: v>}`",
        "a: {z: 1}         | a: '${env:NULL}' | `{a: <null|>}`",
        "a: '${none:x}'    | a: 1            | {a: 1}",
      })
  void comesBeforeExpansion(String first, String second, String expected) {
    assertThat(sources.outcome("yaml:" + first, "yaml:" + second)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "service::extensions: [a] | service::extensions: [b] | {service: {extensions: [\"a\", \"b\"]}}",
        "service::extensions: [a, b] | service::extensions: [c, b, a, d] | {service: {extensions: [\"a\", \"b\", \"c\", \"d\"]}}",
        "service::extensions: [a, a] | service::extensions: [b, b] | {service: {extensions: [\"a\", \"a\", \"b\"]}}",
        "service::extensions: [1] | service::extensions: [1.0, '1', 1] | {service: {extensions: [1, 1.0, \"1\"]}}",
        "service::extensions: [{a: [1]}] | service::extensions: [{a: [1]}, {a: [2]}] | {service: {extensions: [{a: [1]}, {a: [2]}]}}",
        "service::extensions: [a] | service::extensions: [] | {service: {extensions: [\"a\"]}}",
        "service::extensions: [] | service::extensions: [a] | {service: {extensions: [\"a\"]}}",
        "service::extensions: [a] | service::extensions: | {service: {extensions: null}}",
        "service::extensions: | service::extensions: [a] | {service: {extensions: [\"a\"]}}",
        "service::extensions: [a] | service::extensions: '${env:L}' | `{service: {extensions: <[\"b\", \"c\"]|[b, c]>}}`",
        "service::p::receivers: [a] | service::p::receivers: [b] | {service: {p: {receivers: [\"a\", \"b\"]}}}",
        "service::p::t/1::exporters: [a] | service::p::t/1::exporters: [b] | {service: {p: {t/1: {exporters: [\"a\", \"b\"]}}}}",
        "service::p::processors: [a] | service::p::processors: [b] | {service: {p: {processors: [\"b\"]}}}",
        "service::p::extensions: [a] | service::p::extensions: [b] | {service: {p: {extensions: [\"b\"]}}}",
        "service::receivers: [a] | service::receivers: [b] | {service: {receivers: [\"b\"]}}",
        "a::service::extensions: [a] | a::service::extensions: [b] | {a: {service: {extensions: [\"b\"]}}}",
        "a::p::receivers: [a] | a::p::receivers: [b] | {a: {p: {receivers: [\"b\"]}}}",
        "extensions: [a] | extensions: [b] | {extensions: [\"b\"]}",
        "service::extensions: 1 | service::extensions: [b] | {service: {extensions: [\"b\"]}}",
        "service::extensions: [b] | service::extensions: x | {service: {extensions: \"x\"}}",
        "service::extensions: {a: 1} | service::extensions: [b] | {service: {extensions: [\"b\"]}}",
      })
  void joinsListsOfComponentsOnRequest(String first, String second, String expected) {
    sources.mode(MergeMode.APPEND_COMPONENTS);
    assertThat(sources.outcome("yaml:" + first, "yaml:" + second)).isEqualTo(expected);
  }

  @Test
  void joinsAnyNumberOfSources() {
    sources.mode(MergeMode.APPEND_COMPONENTS);
    String list = "yaml:service::pipelines::traces::receivers: ";
    assertThat(
            sources.outcome(
                list + "[a]", list + "[b]", list + "[c, a]", "--set service.extensions=[x]"))
        .isEqualTo(
            "{service: {pipelines: {traces: {receivers: [\"a\", \"b\", \"c\"]}},"
                + " extensions: [\"x\"]}}");
  }

  @Test
  void whatIsJoinedKeepsItsPlaces() {
    sources.mode(MergeMode.APPEND_COMPONENTS);
    ConfigNode service =
        sources
            .root("yaml:service::extensions: [a]", "yaml:service::extensions: [b]")
            .get("service");
    ListNode list =
        (ListNode) requireNonNull(((ConfigNode.MapNode) requireNonNull(service)).get("extensions"));
    assertThat(list.elements().getFirst().position()).hasToString("inline yaml:1:23");
    assertThat(list.elements().getLast().position()).hasToString("inline yaml 2:1:23");
  }
}
