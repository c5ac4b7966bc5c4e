package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code --config} takes. */
final class UriTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "c.yaml => {a: 1}",
        "./sub/../c.yaml => {a: 1}",
        "file:c.yaml => {a: 1}",
        "file:./c.yaml => {a: 1}",
        "c:yaml => {a: 2}",
        "_:yaml => {a: 3}",
        "file:c:yaml => {a: 2}",
        "no,commas => {a: 4}",
        "env:CONFIG => {a: 5}",
        "env:NONE:-a: 6 => {a: 6}",
        "yaml:a::b: 7 => {a: {b: 7}}",
        "`yaml:a: 8\nb: 9` => {a: 8, b: 9}",
        "yaml: => {}",
        "env:NONE => {}",
        "env:EMPTY => {}",
      })
  void namesASource(String uri, String expected) {
    Sources sources =
        new Sources(directory)
            .file("c.yaml", "a: 1")
            .file("c:yaml", "a: 2")
            .file("_:yaml", "a: 3")
            .file("no,commas", "a: 4")
            .env("CONFIG", "a: 5")
            .env("EMPTY", "");
    assertThat(sources.outcome(uri)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        ": => invalid uri: \":\"",
        "1a:x => invalid uri: \"1a:x\"",
        "a_b:x => invalid uri: \"a_b:x\"",
        "-a:x => invalid uri: \"-a:x\"",
        "1:x => invalid uri: \"1:x\"",
        "FILE:x => unsupported scheme on URI \"FILE:x\": valid schemes: env, file, http, https, yaml",
        "a+b.c-d:x => unsupported scheme on URI \"a+b.c-d:x\": valid schemes: env, file, http, https, yaml",
        "c:none => unable to read the file c:none: no such file",
        "[:none => unable to read the file [:none: no such file",
        "none => unable to read the file none: no such file",
        "`` => unable to read the file : it is a directory",
        "env:1A => environment variable \"1A\" has invalid name: must match regex ^[a-zA-Z_][a-zA-Z0-9_]*$",
        "env: => environment variable \"\" has invalid name: must match regex ^[a-zA-Z_][a-zA-Z0-9_]*$",
        "env:É => environment variable \"É\" has invalid name: must match regex ^[a-zA-Z_][a-zA-Z0-9_]*$",
        "http:x => invalid uri \"http:...\": it names no host: write it as in http://localhost:8080/config.yaml",
        "http://h/a b => invalid uri \"http:...\": Illegal character in path: percent-encode it",
      })
  void isRefused(String uri, String expected) {
    assertThat(new Sources(directory).outcome(uri)).isEqualTo(expected);
  }

  @Test
  void eachIsReadOnce() throws Exception {
    Sources sources = new Sources(directory).file("c.yaml", "a: ${file:part}").file("part", "1");
    ConfigNode.MapNode first = sources.root("c.yaml", "yaml:b: ${file:part}");
    Files.delete(directory.resolve("part"));
    assertThat(Sources.shown(first)).isEqualTo("{a: <1|1>, b: <1|1>}");
    assertThat(sources.problems("c.yaml", "yaml:b: ${file:part}")).hasSize(2);
  }
}
