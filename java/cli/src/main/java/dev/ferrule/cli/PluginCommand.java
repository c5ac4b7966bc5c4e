package dev.ferrule.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with a native plugin before it is used. */
@Command(
    name = "plugin",
    description = "Looks at native plugins and checks them.",
    synopsisSubcommandLabel = "COMMAND",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      InspectCommand.class,
      CheckCommand.class,
      InspectHereCommand.class,
      CheckHereCommand.class
    })
final class PluginCommand implements Runnable {
  @Mixin HelpOption help = new HelpOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what to do with the plugin: inspect or check");
  }
}
