package dev.ferrule.cli;

import java.nio.file.Path;

/** Keeps what a process that has loaded a plugin was doing last, to say where it ended. */
final class LastStep {
  private String step = "starting it";

  /** Hears a message of the process. */
  void accept(PluginMessage message) {
    switch (message) {
      case PluginMessage.Step(String what) -> step = what;
      case PluginMessage.Refused(String why) -> throw new UsageException(why);
      default -> {}
    }
  }

  /**
   * The verdict on a plugin whose process did not finish.
   *
   * @throws UsageException if it did not
   */
  void failIfEnded(ProcessEnd end, Path plugin) {
    String verdict = end.verdict(step);
    if (!verdict.isEmpty()) {
      throw new UsageException("native plugin %s: %s".formatted(plugin, verdict));
    }
  }
}
