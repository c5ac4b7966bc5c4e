package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code $$}. */
final class EscapeTest {
  private final Sources sources =
      new Sources(Path.of("."))
          .env("A", "aaa")
          .env("B", "bbb")
          .env("ONE", "p$w")
          .env("TWO", "p$$w")
          .env("THREE", "p$$$w")
          .env("ESCAPED", "$${env:A}")
          .env("LIST", "['$$x', '$${A}', {k: '$$$$'}]");

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "$ => $",
        "$$ => $",
        "$$$ => $$",
        "$$$$ => $$",
        "a$$b$$c => a$b$c",
        "$$A => $A",
        "$${A} => ${A}",
        "$${env:A} => ${env:A}",
        "x$${A}y => x${A}y",
        "$$${A} => $aaa",
        "$$$${A} => $${A}",
        "$$$$${A} => $$aaa",
        "$${A}$${B} => ${A}${B}",
        "$${A}-${env:B} => ${A}-${env:B}",
        "${env:B}-$${A} => bbb-${A}",
        "${env:B}-$${A}-${env:B} => bbb-${A}-bbb",
        "$${env:${A}} => ${env:aaa}",
        "$${env:$${A}} => ${env:${A}}",
        "}$${A}{ => }${A}{",
        "$}${A} => $}aaa",
        "$$}$${A} => $}${A}",
        "${env:ONE} => p$w",
        "${env:TWO} => p$w",
        "${env:THREE} => p$$w",
        "x${env:TWO} => xp$w",
        "${env:ESCAPED} => ${env:A}",
        "${env:ESCAPED}${env:A} => ${env:A}${env:A}",
        "${env:NONE:-$${env:A}} => ${env:NONE:-${env:A}}",
      })
  void oneDollarForTwoAtTheVeryEnd(String text, String expected) {
    assertThat(sources.root("yaml:a: '" + text + "'").plain()).isEqualTo(Map.of("a", expected));
  }

  @Test
  void alsoInWhatIsBroughtInAndInItsText() {
    assertThat(sources.outcome("yaml:a: ${env:LIST}"))
        .isEqualTo("{a: <[\"$x\", \"${A}\", {k: \"$$\"}]|['$x', '${A}', {k: '$$'}]>}");
  }

  @Test
  void butNotInKeys() {
    assertThat(sources.outcome("yaml:$$a: $$b")).isEqualTo("{$$a: \"$b\"}");
  }
}
