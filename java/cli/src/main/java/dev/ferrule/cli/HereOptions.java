package dev.ferrule.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a command gets that runs in a process of its own for another one. */
final class HereOptions {
  @Parameters Path file = Path.of("");

  @Option(names = "--exchange", required = true)
  Path directory = Path.of("");

  /** Where it tells the other one what it does. It does not outlive the other one from now on. */
  Exchange exchange() {
    Exchange exchange = new Exchange(directory);
    exchange.endWithReader();
    return exchange;
  }
}
