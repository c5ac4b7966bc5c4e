package dev.ferrule.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ids there are, by the rules of the Go Collector. */
final class ComponentIdTest {

  @ParameterizedTest
  @CsvSource({
    "otlp, otlp, ''",
    "otlp/a, otlp, a",
    "' otlp / a ', otlp, a",
    "otlp/a/b, otlp, a/b",
    "otlp//, otlp, /",
    "t_1, t_1, ''",
    "T9, T9, ''",
    "otlp/a.b-c_d:e#f%g&h*i!j@k(l)m, otlp, a.b-c_d:e#f%g&h*i!j@k(l)m",
    "otlp/a;b?c\"d, otlp, a;b?c\"d",
    "otlp/\u4f8b\u00e9\u0439, otlp, \u4f8b\u00e9\u0439",
    "otlp/[a]{b}\\, otlp, [a]{b}\\",
  })
  void readsTypeAndName(String text, String type, String name) {
    ComponentId id = ComponentId.parse(text);
    assertThat(id.type()).isEqualTo(type);
    assertThat(id.name()).isEqualTo(name);
    assertThat(ComponentId.parse(id.toString())).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''      | id must not be empty",
        "' '     | id must not be empty",
        "/a      | in \"/a\" id: the part before / should not be empty",
        "' /a'   | in \" /a\" id: the part before / should not be empty",
        "otlp/   | in \"otlp/\" id: the part after / should not be empty",
        "'otlp/ '| in \"otlp/ \" id: the part after / should not be empty",
        "9a      | in \"9a\" id: invalid character(s) in type \"9a\"",
        "_a      | in \"_a\" id: invalid character(s) in type \"_a\"",
        "a-b     | in \"a-b\" id: invalid character(s) in type \"a-b\"",
        "a.b     | in \"a.b\" id: invalid character(s) in type \"a.b\"",
        "\u00e9  | in \"\u00e9\" id: invalid character(s) in type \"\u00e9\"",
      })
  void refusesWhatIsNone(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComponentId.parse(text))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "a+b",
        "a$b",
        "a=b",
        "a<b",
        "a>b",
        "a^b",
        "a|b",
        "a~b",
        "a`b",
        "a\tb",
        "a\u00a0b",
        "a\u0001b",
        "a\u2028b",
        "a\u20acb",
        "a\u200bb",
        "a\ue000b",
        "a\ud83d\ude00b"
      })
  void namesHaveNoSeparatorsControlsOrSymbols(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComponentId.parse("otlp/" + name))
        .withMessageContaining("invalid character(s) in name");
  }

  @Test
  void theLengthIsCountedInBytes() {
    assertThat(ComponentId.parse("otlp/" + "a".repeat(1024)).name()).hasSize(1024);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComponentId.parse("otlp/" + "\u00e9".repeat(513)))
        .withMessageContaining("is longer than 1024 characters (1026 characters)");
    assertThat(ComponentId.parse("a".repeat(63)).type()).hasSize(63);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ComponentId.parse("a".repeat(64)))
        .withMessageContaining("invalid character(s) in type");
  }

  @Test
  void aLineBreakAtTheEndIsNotPartOfAnId() {
    assertThat(ComponentId.parse("otlp\n")).isEqualTo(ComponentId.ofType("otlp"));
    assertThatIllegalArgumentException().isThrownBy(() -> new ComponentId("otlp\n", ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new ComponentId("otlp", "a\n"));
  }

  @Test
  void aReferenceIsAnId() {
    assertThat(ExtensionReference.parse(" basicauth/server ").id())
        .isEqualTo(new ComponentId("basicauth", "server"));
    assertThat(ExtensionReference.parse("basicauth/server")).hasToString("basicauth/server");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExtensionReference.parse(""))
        .withMessage("id must not be empty");
  }
}
