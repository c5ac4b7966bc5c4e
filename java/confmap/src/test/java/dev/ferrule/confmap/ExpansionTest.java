package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ${}} references in values. */
final class ExpansionTest {
  @TempDir Path directory;

  private Sources sources() {
    return new Sources(directory)
        .file("part.yaml", "x: 1\ny: ${env:HOST}\n")
        .file("word", "text\n")
        .env("HOST", "localhost")
        .env("PORT", "4317")
        .env("NAME", "HOST")
        .env("OCTAL", "0123")
        .env("QUOTED", "\"0123\"")
        .env("LIST", "[a, '${env:HOST}']")
        .env("MAP", "{k: '${env:PORT}', l: ['x-${env:PORT}']}")
        .env("VIA", "${env:OCTAL}")
        .env("VIA2", "${env:VIA}")
        .env("MIXED", "${env:HOST}:${env:PORT}")
        .env("COMMENT", "[1] # ${env:HOST}")
        .env("BROKEN", "[1] # ${none:x}")
        .env("OPEN", "${env:HO")
        .env("EMPTY", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "${env:PORT} => <4317|4317>",
        "${env:OCTAL} => <83|0123>",
        "${env:QUOTED} => <\"\"0123\"\"|\"0123\">",
        "${env:EMPTY} => <null|>",
        "${env:LIST} => <[\"a\", <\"localhost\"|localhost>]|[a, 'localhost']>",
        "${env:MAP} => <{k: <4317|4317>, l: [\"x-4317\"]}|{k: '4317', l: ['x-4317']}>",
        "${env:VIA} => <83|0123>",
        "${env:VIA2} => <83|0123>",
        "${env:MIXED} => <\"localhost:4317\"|localhost:4317>",
        "${env:COMMENT} => <[1]|[1] # localhost>",
        "${file:part.yaml} => `<{x: 1, y: <\"localhost\"|localhost>}|x: 1\ny: localhost\n>`",
        "${file:word} => `<\"text\n\"|text\n>`",
        "${yaml:5} => <5|5>",
        "${yaml:[1, ${env:PORT}]} => <[1, 4317]|[1, 4317]>",
      })
  void aWholeReferenceGivesAnyValue(String text, String expected) {
    assertThat(sources().outcome("yaml:a: " + text)).isEqualTo("{a: " + expected + "}");
  }

  @Test
  void aTextThatCannotBeExpandedIsLeftOut() {
    assertThat(sources().outcome("yaml:a: ${env:BROKEN}")).isEqualTo("{a: [1]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "x${env:OCTAL} => x0123",
        "${env:QUOTED}x => \"0123\"x",
        "${HOST}:${env:PORT} => localhost:4317",
        "${HOST}${HOST}-${HOST} => localhostlocalhost-localhost",
        "https://${env:MIXED}/v1 => https://localhost:4317/v1",
        "x${env:MAP} => x{k: '4317', l: ['x-4317']}",
        "x${env:EMPTY}y => xy",
        "${env:${NAME}}x => localhostx",
        "${env:${env:NAME}} => localhost",
        "${yaml:a${yaml:b${yaml:c}}} => abc",
        "${yaml:{a: 1}} => {a: 1}",
        "$HOST => $HOST",
        "$HOST-${PORT} => $HOST-4317",
        "${HOST => ${HOST",
        "HOST} => HOST}",
        "{HOST} => {HOST}",
        "$ {HOST} => $ {HOST}",
        "HOST}${PORT} => HOST}4317",
        "a}b}${PORT}} => a}b}4317}",
        "${HOST${PORT} => ${HOST4317",
        "${HOST}${PORT => localhost${PORT",
        "${${${PORT} => ${${4317",
        "}${ => }${",
        "${env:OPEN}ST} => localhost",
      })
  void anEmbeddedOneGivesText(String text, String expected) {
    assertThat(sources().root("yaml:a: '" + text.replace("'", "''") + "'").plain())
        .isEqualTo(java.util.Map.of("a", expected));
  }

  @Test
  void keysAreLeftAlone() {
    assertThat(sources().outcome("yaml:'${env:HOST}': 1")).isEqualTo("{${env:HOST}: 1}");
    assertThat(sources().env("K", "{'${env:HOST}': 1}").outcome("yaml:a: ${env:K}"))
        .isEqualTo("{a: <{${env:HOST}: 1}|{'localhost': 1}>}");
  }

  @Test
  void listsAndMapsAreWalked() {
    assertThat(sources().outcome("yaml:a: [{b: ['${PORT}']}, 'p${PORT}']"))
        .isEqualTo("{a: [{b: [<4317|4317>]}, \"p4317\"]}");
  }

  @Test
  void whatIsBroughtInIsSplitAtTwoColons() {
    assertThat(sources().env("P", "b::c: 1").outcome("yaml:a: ${env:P}"))
        .isEqualTo("{a: <{b: {c: 1}}|b::c: 1>}");
  }

  @Test
  void otherSettingsAreReadWhenOneIsBroken() {
    assertThat(sources().problems("yaml:{a: '${none:x}', b: '${env:PORT}', c: ['${file:none}']}"))
        .extracting(Problem::toString)
        .containsExactly(
            "inline yaml:1:5: a: scheme \"none\" is not supported for uri \"none:x\": valid schemes: env, file, http, https, yaml",
            "inline yaml:1:40: c::0: unable to read the file none: no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "${env:SELF} => they go in a circle: env:SELF > env:SELF",
        "${env:PING} => they go in a circle: env:PING > env:PONG > env:PING",
        "${env:LOOP} => they go in a circle: env:LOOP > env:LOOP",
        "${file:loop.yaml} => they go in a circle: file:loop.yaml > env:BACK > file:loop.yaml",
        "x${env:SELF} => does a reference lead back to itself?",
        "${env:GROWS} => does a reference lead back to itself?",
        "${env:HIDDEN} => does a reference lead back to itself?",
      })
  void circlesAreFound(String text, String hint) {
    Sources sources =
        sources()
            .env("SELF", "${env:SELF}")
            .env("PING", "${env:PONG}")
            .env("PONG", "${env:PING}")
            .env("LOOP", "[1, '${env:LOOP}']")
            .env("BACK", "${file:loop.yaml}")
            .env("GROWS", "x${env:GROWS}")
            .env("HIDDEN", "[1] # ${env:HIDDEN}")
            .file("loop.yaml", "x: {y: '${env:BACK}'}");
    Problem problem = sources.problems("yaml:{a: '" + text + "'}").getFirst();
    assertThat(problem.message()).isEqualTo("too many recursive expansions");
    assertThat(problem.hint()).isEqualTo(hint);
  }
}
