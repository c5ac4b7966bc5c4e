package dev.ferrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * What {@code ferrule validate} says of broken files: each {@code broken/<name>.yaml} has its
 * golden message in {@code broken/<name>.txt}. Comments at the head of a file may give further
 * arguments, {@code # args: --set a=b}, one a line, and environment variables, {@code # env:
 * NAME=value}. Run with {@code -Dferrule.golden=write} to write the messages anew, and read what
 * changed.
 */
final class BrokenFilesTest {
  private static final Path ROOT = Path.of(System.getProperty("ferrule.root", "../.."));
  private static final Path FILES =
      ROOT.resolve("java/cli/src/test/resources/broken").toAbsolutePath().normalize();
  private static final boolean WRITE = System.getProperty("ferrule.golden", "").equals("write");

  @TempDir Path home;

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
    if (WRITE) {
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
    Environment environment = new Environment(variables, FILES, home());
    StringWriter err = new StringWriter();
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine(() -> environment);
    line.setErr(new PrintWriter(err, true));
    line.setOut(new PrintWriter(out, true));
    int code = line.execute(arguments.toArray(String[]::new));
    assertThat(code).as("exit code; it said:%n%s", err).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    return err.toString();
  }

  /** An installation with a native plugin of its own: a process opens each file once. */
  private Path home() throws IOException {
    Path plugin = ROOT.resolve("rust/target/release/libferrule_plugin.so").toAbsolutePath();
    assertThat(plugin).as("run './build native' first").exists();
    Path copy = home.resolve("native/libferrule_plugin.so");
    Files.createDirectories(copy.getParent());
    Files.copy(plugin, copy);
    return home;
  }
}
