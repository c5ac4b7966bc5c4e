package dev.ferrule.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * A command that was run in this process, with the native plugin.
 *
 * @param code its exit code
 */
record CommandRun(int code, String out, String err) {
  static final Path ROOT =
      Path.of(System.getProperty("ferrule.root", "../..")).toAbsolutePath().normalize();

  /** Whether what is expected is to be written anew instead of compared. */
  static final boolean WRITE = System.getProperty("ferrule.golden", "").equals("write");

  /**
   * Runs a command.
   *
   * @param directory what relative paths start from
   * @param variables the environment
   */
  static CommandRun of(Path directory, Map<String, String> variables, String... arguments) {
    Path home = home();
    try {
      Environment environment = new Environment(variables, directory, home);
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      CommandLine line = Main.commandLine(() -> environment);
      line.setOut(new PrintWriter(out, true));
      line.setErr(new PrintWriter(err, true));
      return new CommandRun(line.execute(arguments), out.toString(), err.toString());
    } finally {
      delete(home);
    }
  }

  /** What the command printed; it must have worked, in silence. */
  static String output(String... arguments) {
    CommandRun run = of(ROOT, Map.of(), arguments);
    if (run.code != 0 || !run.err.isEmpty()) {
      throw new AssertionError("exit code " + run.code + ": " + run.err);
    }
    return run.out;
  }

  /** An installation with a native plugin of its own: a process opens each file once. */
  private static Path home() {
    Path plugin = ROOT.resolve("rust/target/release/libferrule_plugin.so");
    if (!Files.exists(plugin)) {
      throw new AssertionError("no native plugin in " + plugin + ": run ./build native first");
    }
    try {
      Path home = Files.createTempDirectory("ferrule-home");
      Files.createDirectories(home.resolve("native"));
      Files.copy(plugin, home.resolve("native/libferrule_plugin.so"));
      return home;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.toList().reversed()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
