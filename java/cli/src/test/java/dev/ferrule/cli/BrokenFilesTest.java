package dev.ferrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code ferrule validate} says of broken files: each {@code broken/<name>.yaml} has its
 * golden message in {@code broken/<name>.txt}. Comments at the head of a file may give further
 * arguments, {@code # args: --set a=b}, one a line, and environment variables, {@code # env:
 * NAME=value}. Run with {@code -Dferrule.golden=write} to write the messages anew, and read what
 * changed.
 */
final class BrokenFilesTest {
  private static final Path FILES = CommandRun.ROOT.resolve("java/cli/src/test/resources/broken");

  static Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml") && !name.startsWith("part-"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @Test
  void thereAreAHundred() throws IOException {
    assertThat(files()).hasSizeGreaterThanOrEqualTo(100);
  }

  @ParameterizedTest
  @MethodSource("files")
  void saysWhatIsWrong(String name) throws IOException {
    Path golden = FILES.resolve(name.replaceFirst("yaml$", "txt"));
    String said = validate(name);
    if (CommandRun.WRITE) {
      Files.writeString(golden, said);
    }
    assertThat(said).isEqualTo(Files.readString(golden));
  }

  private String validate(String name) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("validate", "--config", name));
    Map<String, String> variables = new TreeMap<>();
    for (String line : Files.readAllLines(FILES.resolve(name))) {
      if (line.startsWith("# args: ")) {
        arguments.addAll(List.of(line.substring("# args: ".length()).split(" ", 2)));
      } else if (line.startsWith("# env: ")) {
        String[] pair = line.substring("# env: ".length()).split("=", 2);
        variables.put(pair[0], pair[1]);
      }
    }
    CommandRun run = CommandRun.of(FILES, variables, arguments.toArray(String[]::new));
    assertThat(run.code()).as("exit code; it said:%n%s", run.err()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    return run.err();
  }
}
