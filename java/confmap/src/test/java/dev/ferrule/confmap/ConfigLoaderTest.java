package dev.ferrule.confmap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
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
        "yaml:- 1         | inline yaml:1:1: a configuration must be a map of settings, got list",
        "yaml:text        | inline yaml:1:1: a configuration must be a map of settings, got string",
        "env:LIST         | env:LIST:1:1: a configuration must be a map of settings, got list",
        "env:BROKEN       | env:BROKEN:1:2: invalid YAML: a value is expected here, but the text ends",
        "--set a=[        | --set a=[: invalid YAML: a value is expected here, but the text ends",
      })
  void needsAMap(String arg, String expected) {
    assertThatThrownBy(() -> load(Map.of("LIST", "[1]", "BROKEN", "["), arg)).hasMessage(expected);
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
}
