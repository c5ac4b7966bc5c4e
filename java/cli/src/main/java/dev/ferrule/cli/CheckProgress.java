package dev.ferrule.cli;

import dev.ferrule.nativehost.CheckResult;

/** Follows a process that makes checks, and says what it means if that does not come to its end. */
final class CheckProgress {
  private static final String RULE = "Failures: no exception, panic or longjmp leaves a function";

  private static final String PLUGIN = "plugin";

  private final CheckReport report;
  private PluginMessage.Begun last = new PluginMessage.Begun(PLUGIN, "can be checked");
  // Whether it has been asked for more than to open.
  private boolean opened;

  CheckProgress(CheckReport report) {
    this.report = report;
  }

  /**
   * Hears a message of the process.
   *
   * @throws UsageException if the plugin cannot be checked
   */
  void accept(PluginMessage message) {
    switch (message) {
      case PluginMessage.Begun begun -> {
        last = begun;
        opened |= !begun.subject().equals(PLUGIN);
      }
      case PluginMessage.Checked(CheckResult result) -> report.add(result);
      case PluginMessage.Done(boolean whether) -> opened = whether;
      case PluginMessage.Refused(String why) -> throw new UsageException(why);
      case PluginMessage.Step _, PluginMessage.Output _ -> {}
    }
  }

  /** The process has come to its end. */
  void end(ProcessEnd end) {
    String verdict = end.verdict("%s was checked: %s".formatted(last.subject(), last.name()));
    if (!verdict.isEmpty()) {
      report.add(
          new CheckResult(last.subject(), last.name(), RULE, CheckResult.Verdict.FAIL, verdict));
    }
  }

  /** Whether the plugin can be opened, so that there is more to check. */
  boolean opened() {
    return opened;
  }
}
