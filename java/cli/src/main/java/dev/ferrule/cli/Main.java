package dev.ferrule.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The entry of the process. */
final class Main {
  private static final int HELP_WIDTH = 100;

  private Main() {}

  /** Runs the command line and ends the process with its exit code: 0, or 1 if anything failed. */
  public static void main(String[] arguments) {
    int code = commandLine(Environment::ofProcess).execute(arguments);
    System.out.flush();
    System.err.flush();
    // Not exit: what needs an orderly end has had it, and a native thread that is still attached
    // could keep the JVM from exiting.
    Runtime.getRuntime().halt(code);
  }

  /**
   * The command line.
   *
   * @param environments gives what surrounds the process, once a command asks for it
   */
  static CommandLine commandLine(Supplier<Environment> environments) {
    CommandLine line = new CommandLine(new RunCommand(environments));
    line.addSubcommand(new ValidateCommand(environments));
    line.addSubcommand(new PrintConfigCommand(environments));
    line.addSubcommand(new ComponentsCommand(environments));
    line.addSubcommand(new SchemaCommand(environments));
    line.addSubcommand(new FeatureGateCommand());
    line.addSubcommand(new PluginCommand());
    line.addSubcommand(new CompletionCommand());
    line.addSubcommand(new CommandLine.HelpCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(HELP_WIDTH);
    line.setParameterExceptionHandler((wrong, arguments) -> {
      PrintWriter err = wrong.getCommandLine().getErr();
      FailureReport.of(arguments).usage(err, Usage.explain(wrong));
      return 1;
    });
    line.setExecutionStrategy(parsed -> {
      requireOptionsAfterCommand(parsed);
      return new CommandLine.RunLast().execute(parsed);
    });
    line.setExecutionExceptionHandler((failure, command, parsed) -> {
      FailureReport.of(parsed.originalArgs().toArray(String[]::new))
          .failure(command.getErr(), failure);
      return 1;
    });
    return line;
  }

  /** An option before the command is one of the collector's, which would not run: not ignored. */
  private static void requireOptionsAfterCommand(CommandLine.ParseResult parsed) {
    if (!parsed.hasSubcommand()) {
      return;
    }
    parsed.matchedOptions().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .findFirst()
        .ifPresent(option -> {
          throw new CommandLine.ParameterException(
              parsed.commandSpec().commandLine(),
              "%s stands before the command: write it after '%s'"
                  .formatted(option.longestName(), parsed.subcommand().commandSpec().name()));
        });
  }
}
