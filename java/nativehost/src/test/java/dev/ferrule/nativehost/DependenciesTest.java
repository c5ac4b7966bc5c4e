package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DependenciesTest {

  @Test
  void idsInTheirOrder() {
    assertThat(Dependencies.parse("[\"b/2\", \"a\"]"))
        .containsExactly(ComponentId.parse("b/2"), ComponentId.parse("a"));
    assertThat(Dependencies.parse("[]")).isEmpty();
    assertThat(Dependencies.parse("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'[\"a\"'     | its dependencies are no JSON: Unexpected end-of-input",
        "'{\"a\":1}'  | its dependencies are no JSON array",
        "'\"a\"'      | its dependencies are no JSON array",
        "null         | its dependencies are no JSON array",
        "'[7]'        | its dependencies are no array of ids: 7",
        "'[null]'     | its dependencies are no array of ids: null",
        "'[\"\"]'     | a dependency is no id: id must not be empty",
        "'[\"a b\"]'  | 'a dependency is no id: in \"a b\" id: invalid character(s) in type'",
      })
  void anythingElseIsRefused(String json, String message) {
    assertThatThrownBy(() -> Dependencies.parse(json))
        .isInstanceOf(ComponentException.class)
        .hasMessageStartingWith(message);
  }
}
