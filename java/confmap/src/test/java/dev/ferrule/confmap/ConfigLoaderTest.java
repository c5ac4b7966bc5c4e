package dev.ferrule.confmap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigLoaderTest {
  @TempDir Path directory;

  private LoadedConfig load(String... args) {
    return load(Map.of(), args);
  }

  private LoadedConfig load(Map<String, String> environment, String... args) {
    List<ConfigSource> sources =
        Stream.of(args)
            .map(arg ->
                arg.startsWith("--set ")
                    ? (ConfigSource) new ConfigSource.Assignment(arg.substring(6))
                    : new ConfigSource.Uri(arg))
            .toList();
    return new ConfigLoader(environment, directory).load(sources);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  @Test
  void readsFilesByPathAndByUri() throws IOException {
    write("a.yaml", "a: {x: 1, list: [1, 2]}\nb: 2\n");
    write("b.yaml", "a: {y: 3, list: [9]}\nb:\n");
    LoadedConfig loaded = load("a.yaml", "file:./b.yaml");
    assertThat(loaded.root().plain().toString()).isEqualTo("{a={x=1, list=[9], y=3}, b=null}");
    assertThat(requireNonNull(loaded.root().get("a")).position())
        .isEqualTo(new Position("./b.yaml", 1, 4));
    assertThat(loaded.root().keyPosition("b")).isEqualTo(new Position("./b.yaml", 2, 1));
    assertThat(loaded.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: {b: 1, c: 2} | a: {b: 3}        | {a={b=3, c=2}}",
        "a: {b: 1}       | a:               | {a=null}",
        "a: {b: 1}       | a: {}            | {a={b=1}}",
        "a: {b: 1}       | a: 5             | {a=5}",
        "a: {b: 1}       | a: [2]           | {a=[2]}",
        "a: [1, 2]       | a: [3]           | {a=[3]}",
        "a: 5            | a: {b: 1}        | {a={b=1}}",
        "a:              | a: {b: 1}        | {a={b=1}}",
        "a::b: 1         | a: {c: 2}        | {a={b=1, c=2}}",
        "a: {b: {c: 1}}  | a: {b::d: 2}     | {a={b={c=1, d=2}}}",
        "a: {b: 1}       | ``               | {a={b=1}}",
        "a: {b: '${X}'}  | a: {c: '${env:X}'} | {a={b=1, c=1}}",
        "a: '${M}'       | a: {z: 1}        | {a={z=1}}",
        "a: {z: 1}       | a: '${M}'        | {a={k=v}}",
      })
  void mergesBeforeItExpands(String first, String second, String expected) {
    Map<String, String> environment = Map.of("X", "1", "M", "k: v");
    assertThat(load(environment, "yaml:" + first, "yaml:" + second).root().plain().toString())
        .isEqualTo(expected);
  }

  @Test
  void assignmentsApplyLastWhereverTheyStand() {
    LoadedConfig loaded =
        load(
            "--set a.b=[x, y]",
            "yaml:a: {b: 1, c: 2}",
            "--set  a.c = 2s ",
            "--set a.d={e: 1}",
            "--set f=",
            "--set g=h=i");
    assertThat(loaded.root().plain().toString())
        .isEqualTo("{a={b=[x, y], c=2s, d={e=1}}, f=null, g=h=i}");
  }

  @Test
  void anAssignmentIsItsOwnPlace() {
    ConfigNode.MapNode root = load("--set a.b=v").root();
    assertThat(requireNonNull(root.get("a")).position()).hasToString("--set a.b=v");
    assertThat(root.keyPosition("a")).hasToString("--set a.b=v");
  }

  @Test
  void readsAWholeConfigurationFromTheEnvironment() {
    assertThat(load(Map.of("CONFIG", "a: 1"), "env:CONFIG").root().plain().toString())
        .isEqualTo("{a=1}");
    LoadedConfig unset = load("env:CONFIG");
    assertThat(unset.root().entries()).isEmpty();
    assertThat(unset.warnings().getFirst().message())
        .isEqualTo("Configuration references unset environment variable CONFIG");
  }

  @Test
  void readsABuiltInConfiguration() {
    SourceTexts texts = new SourceTexts();
    LoadedConfig loaded =
        new ConfigLoader(Map.of(), directory)
            .load(List.of(new ConfigSource.BuiltIn("built-in configuration", "a:\n  b: 1")), texts);
    Position position = requireNonNull(loaded.root().get("a")).position();
    assertThat(position).hasToString("built-in configuration:2:3");
    assertThat(texts.line(position)).contains("  b: 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "yaml:a: [        | inline yaml:1:5: invalid YAML: expected the node content, but found '<stream end>'",
        "yaml:- 1         | inline yaml:1:1: a configuration must be a map of settings, got list",
        "yaml:text        | inline yaml:1:1: a configuration must be a map of settings, got string",
        "yaml:{1: a}      | unsupported type=map[interface {}]interface {} for retrieved config, ensure that values are wrapped in quotes",
        "missing.yaml     | unable to read the file missing.yaml: no such file",
        "file:missing.yaml | unable to read the file missing.yaml: no such file",
        "c:missing.yaml   | unable to read the file c:missing.yaml: no such file",
        ".                | unable to read the file .: it is a directory",
        "binary           | unable to read the file binary: it is not UTF-8 text",
        "large            | unable to read the file large: it is larger than 16 MiB",
        "control.yaml     | control.yaml:2:4: invalid YAML: the character U+0000 is not allowed: is it text, and in UTF-8?",
        "s3:x             | unsupported scheme on URI \"s3:x\"",
        "a_b:x            | invalid uri: \"a_b:x\"",
        ":x               | invalid uri: \":x\"",
        "env:A-B          | environment variable \"A-B\" has invalid name: must match regex ^[a-zA-Z_][a-zA-Z0-9_]*$",
        "--set a          | --set a: missing equal sign: write it as --set key=value",
        "--set a=[        | --set a=[: invalid YAML: expected the node content, but found '<stream end>'",
      })
  void saysWhyASourceCannotBeRead(String arg, String expected) throws IOException {
    Files.write(directory.resolve("binary"), new byte[] {'a', (byte) 0xff, (byte) 0xfe});
    Files.write(directory.resolve("large"), new byte[(16 << 20) + 1]);
    write("control.yaml", "a: 1\nb: \u0000\n");
    assertThatThrownBy(() -> load(arg)).isInstanceOf(ConfigException.class).hasMessage(expected);
  }

  @Test
  void reportsTheProblemsOfAllSources() {
    assertThatThrownBy(() -> load("missing", "yaml:[", "--set x"))
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems()).hasSize(3));
  }

  @Test
  void needsASource() {
    assertThatThrownBy(() -> load()).hasMessage("at least one config flag must be provided");
  }

  @Test
  void readsAFileNoBetterThanItsBytes() throws IOException {
    write("bom.yaml", "\ufeffa: 1");
    assertThat(load("bom.yaml").root().plain().toString()).isEqualTo("{a=1}");
    Files.write(directory.resolve("text"), "a: \u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> load("text")).hasMessageContaining("not UTF-8 text");
  }
}
