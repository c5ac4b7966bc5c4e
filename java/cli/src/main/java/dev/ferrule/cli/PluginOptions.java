package dev.ferrule.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say which native plugins there are besides the one that is built in. */
final class PluginOptions {
  @Option(
      names = "--plugin",
      paramLabel = "FILE",
      description = {
        "A shared library with more native components. It runs in this process: load",
        "none that you do not trust. May repeat. 'ferrule plugin check' tries one first."
      })
  List<Path> files = new ArrayList<>();
}
