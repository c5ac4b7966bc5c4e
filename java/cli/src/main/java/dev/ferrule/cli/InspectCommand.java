package dev.ferrule.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what a plugin says of itself. */
@Command(
    name = "inspect",
    description = {
      "Shows what a native plugin says of itself, and of its components.",
      "It is loaded in a process of its own, which runs its code."
    },
    optionListHeading = "%nOptions:%n",
    sortOptions = false)
final class InspectCommand implements Callable<Integer> {
  @Mixin PluginTarget target = new PluginTarget();

  @Mixin HelpOption help = new HelpOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Environment environment = Environment.ofProcess();
    PluginProcess process = new PluginProcess(environment, target.limit());
    LastStep last = new LastStep();
    ProcessEnd end =
        process.run(
            List.of(
                "plugin",
                InspectHereCommand.NAME,
                "--format",
                target.format.toString(),
                target.absoluteFile(environment)),
            message -> {
              last.accept(message);
              if (message instanceof PluginMessage.Output(String text)) {
                spec.commandLine().getOut().print(text);
              }
            });
    spec.commandLine().getOut().flush();
    last.failIfEnded(end, target.file);
    return 0;
  }
}
