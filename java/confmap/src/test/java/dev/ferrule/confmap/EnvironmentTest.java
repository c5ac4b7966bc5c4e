package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code env:} references. */
final class EnvironmentTest {
  private final Sources sources =
      new Sources(Path.of("."))
          .env("SET", "x")
          .env("NUMBER", "12")
          .env("EMPTY", "")
          .env("_a1", "y")
          .env("TWO", "p:-q");

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "${SET} => <\"x\"|x>",
        "${env:SET} => <\"x\"|x>",
        "${_a1} => <\"y\"|y>",
        "${env:SET:-d} => <\"x\"|x>",
        "${env:UNSET:-d} => <\"d\"|d>",
        "${env:UNSET:-12} => <12|12>",
        "${env:UNSET:-[1, x]} => <[1, \"x\"]|[1, x]>",
        "${env:UNSET:-a:-b} => <\"a:-b\"|a:-b>",
        "${env:UNSET:-} => <\"\"|>",
        "${env:EMPTY:-} => <null|>",
        "${env:EMPTY:-d} => <null|>",
        "${env:EMPTY} => <null|>",
        "${env:UNSET} => <null|>",
        "${UNSET} => <null|>",
        "x${UNSET}y => \"xy\"",
        "${TWO} => <\"p:-q\"|p:-q>",
        "${env:UNSET:-${env:NUMBER}} => <12|12>",
        "${env:UNSET:-${env:UNSET:-z}} => <\"z\"|z>",
        "${env:UNSET:-${SET}-${NUMBER}} => <\"x-12\"|x-12>",
      })
  void standForTheirValueOrDefault(String text, String expected) {
    assertThat(sources.outcome("yaml:a: '" + text + "'")).isEqualTo("{a: " + expected + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "${VAR:-x} => scheme \"VAR\" is not supported for uri \"VAR:-x\": write ${env:VAR:-x}",
        "${MY_VAR:-x} => invalid uri: \"MY_VAR:-x\": write ${env:MY_VAR:-x}",
        "${V:-x} => invalid uri: \"V:-x\": write ${env:V:-x}",
        "${x:y} => invalid uri: \"x:y\"",
        "${none:y} => scheme \"none\" is not supported for uri \"none:y\": valid schemes: env, file, http, https, yaml",
        "${ENV:SET} => scheme \"ENV\" is not supported for uri \"ENV:SET\": valid schemes: env, file, http, https, yaml",
        "${1A} => environment variable \"1A\" has invalid name: must match regex ^[a-zA-Z_][a-zA-Z0-9_]*$",
        "${} => environment variable \"\" has invalid name: must match regex ^[a-zA-Z_][a-zA-Z0-9_]*$",
        "${A B} => environment variable \"A B\" has invalid name: must match regex ^[a-zA-Z_][a-zA-Z0-9_]*$",
        "${env: SET} => environment variable \" SET\" has invalid name: must match regex ^[a-zA-Z_][a-zA-Z0-9_]*$: write ${env:SET}",
        "${env:UNSET:-$x} => the uri \"env:UNSET:-$x\" contains unsupported characters ('$'): a default cannot hold $; put such a value in a variable",
        "${SET:?text} => scheme \"SET\" is not supported for uri \"SET:?text\": of a shell's notations, only ${env:NAME:-default} is there",
        "${{ x }} => environment variable \"{ x \" has invalid name: must match regex ^[a-zA-Z_][a-zA-Z0-9_]*$: ${{ }} is of another tool, which should have filled it in",
        "${env:$SET} => the uri \"env:$SET\" contains unsupported characters ('$')",
      })
  void areRefused(String text, String expected) {
    assertThat(sources.outcome("yaml:a: '" + text + "'"))
        .isEqualTo("inline yaml:1:4: a: " + expected);
  }

  @Test
  void oneThatIsNotSetIsWarnedAboutAndAnEmptyOneNoted() {
    LoadedConfig loaded =
        sources.load("yaml:{a: '${A1}', b: '${A1}', c: '${EMPTY}', d: '${env:B:-1}'}");
    assertThat(loaded.warnings())
        .extracting(Problem::toString)
        .isEqualTo(
            List.of(
                "inline yaml:1:5: a: Configuration references unset environment variable A1:"
                    + " set it, or write a default: ${env:A1:-value}"));
    assertThat(loaded.notes())
        .extracting(Problem::toString)
        .isEqualTo(
            List.of(
                "inline yaml:1:29: c: Configuration references empty environment variable EMPTY"));
  }
}
