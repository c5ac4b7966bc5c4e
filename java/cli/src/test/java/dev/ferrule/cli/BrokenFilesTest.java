package dev.ferrule.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
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

  /** What there is no place in any file for: the command line names a source that is none. */
  private static final Pattern PLACELESS =
      Pattern.compile("(unable to read the file \\S+: .*|unsupported scheme on URI .*)");

  /** A file, with line and column unless something is missing in it, or an assignment. */
  private static final Pattern PLACED =
      Pattern.compile("(Warning: )?([\\w-]+\\.yaml(:[0-9]+:[0-9]+)?|--set [^:]+): .+");

  @ParameterizedTest
  @MethodSource("files")
  void namesThePlaceOfEachProblem(String name) throws IOException {
    List<String> lines =
        Files.readString(FILES.resolve(name.replaceFirst("yaml$", "txt"))).lines().toList();
    assertThat(lines.getFirst()).isEqualTo("Error: the configuration cannot be used:");
    List<String> problems =
        lines.stream().skip(1).filter(line -> !line.isEmpty() && !line.startsWith("    ")).toList();
    assertThat(problems)
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allMatch(
            problem -> PLACED.matcher(problem).matches() || PLACELESS.matcher(problem).matches());
    assertThat(lines)
        .as("no stack trace")
        .noneMatch(line -> line.matches("\\tat .*|.*dev\\.ferrule.*"));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).matches("[\\w-]+\\.yaml:[0-9]+:[0-9]+: .*")) {
        assertThat(lines.get(i + 2)).as("below %s", lines.get(i)).matches("[\\s]+\\^");
      }
    }
  }

  private String validate(String name) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("validate", "--config", name));
    Map<String, String> variables = new TreeMap<>();
    // Not all of them are UTF-8.
    for (String line : Files.readString(FILES.resolve(name), ISO_8859_1).lines().toList()) {
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
