package dev.ferrule.cli;

import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What commands about a plugin have in common. */
final class PluginTarget {
  private static final int MOST_SECONDS = 24 * 60 * 60;

  @Parameters(paramLabel = "FILE", description = "The plugin, a shared library.")
  Path file = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "What to print: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  Format format = Format.TEXT;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = {
        "How long the plugin's process may take; it is ended then.",
        "Default: ${DEFAULT-VALUE}."
      })
  int seconds = 120;

  /** The file, wherever another process runs. */
  String absoluteFile(Environment environment) {
    return environment.workingDirectory().resolve(file).toAbsolutePath().toString();
  }

  /** How long a process may take. */
  Duration limit() {
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new UsageException(
          "--timeout %d is not a number of seconds, 1 to %d".formatted(seconds, MOST_SECONDS));
    }
    return Duration.ofSeconds(seconds);
  }
}
