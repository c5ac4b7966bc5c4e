package dev.ferrule.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that makes a shell complete the command line. */
@Command(
    name = "completion",
    description = "Prints a script that makes a shell complete this command line.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    footerHeading = "%nHow to use it:%n",
    footer = {
      "  bash  source <(ferrule completion bash)",
      "  zsh   source <(ferrule completion zsh)",
      "  fish  ferrule completion fish | source",
      "Put the line into the shell's own start-up file to have it always."
    })
final class CompletionCommand implements Callable<Integer> {
  /** Which shell. */
  enum Shell {
    BASH,
    ZSH,
    FISH;

    /** As it is written on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  Shell shell = Shell.BASH;

  @Mixin HelpOption help = new HelpOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        switch (shell) {
          // The script makes zsh behave like bash by itself.
          case BASH, ZSH -> AutoComplete.bash(root.getCommandName(), root);
          case FISH -> FishCompletion.script(root.getCommandSpec());
        });
    out.flush();
    return 0;
  }
}
