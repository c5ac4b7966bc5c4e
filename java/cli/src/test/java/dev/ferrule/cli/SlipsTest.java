package dev.ferrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problem;
import dev.ferrule.confmap.SourceTexts;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be seen in a line only by who knows that something is wrong with it. */
final class SlipsTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "a: $HOST => 4 => write ${env:HOST} for the value of the variable",
        "a: \"$HOST\" => 4 => write ${env:HOST} for the value of the variable",
        "a: ${env:HOST => 4 => a reference ends with }",
        "a: ${env:HOST} => 4 => as before",
        "a: cost$ => 4 => as before",
        "a: \u201cb\u201d => 4 => typographic quotes are part of the value: write \" or '",
        "a: b \u201cc\u201d => 4 => as before",
        "a:\u00a0b => 1 => column 3 has a no-break space (U+00A0), which only looks right: type it anew",
        "a: b # c\u00a0d => 4 => as before",
        "a: #b => 3 => what follows # is a comment; put a value that begins with # in quotes",
        "a: # b => 3 => as before",
      })
  void explainsTheLine(String line, int column, String expected) {
    SourceTexts texts = new SourceTexts();
    texts.put("c.yaml", line);
    Problem problem =
        new Problem(new Position("c.yaml", 1, column), ConfigPath.ROOT, "wrong", "as before");
    assertThat(Slips.explain(List.of(problem), texts))
        .containsExactly(new Problem(problem.position(), ConfigPath.ROOT, "wrong", expected));
  }
}
