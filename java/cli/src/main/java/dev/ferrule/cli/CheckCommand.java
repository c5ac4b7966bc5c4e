package dev.ferrule.cli;

import dev.ferrule.nativehost.PluginCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks whether a plugin keeps the rules of the interface. */
@Command(
    name = "check",
    description = {
      "Checks whether a native plugin keeps the rules of ferrule_plugin.h.",
      "It runs in processes of its own, which it may crash. Components are started with",
      "their defaults, or with the settings given."
    },
    optionListHeading = "%nOptions:%n",
    footer = {"", "Exit codes: 0 if no check fails, 1 otherwise."},
    sortOptions = false)
final class CheckCommand implements Callable<Integer> {
  @Mixin PluginTarget target = new PluginTarget();

  @Option(
      names = "--settings",
      paramLabel = "TYPE=FILE",
      description = {
        "Settings for a component, YAML or JSON, laid over its defaults. A component",
        "that listens needs a port that is free, 0 at best. May repeat."
      })
  Map<String, Path> settings = new LinkedHashMap<>();

  @Mixin HelpOption help = new HelpOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Environment environment = Environment.ofProcess();
    // Problems in the files are told before anything runs.
    SettingsFiles.read(settings, environment);
    PluginProcess process = new PluginProcess(environment, target.limit());
    CheckReport report = new CheckReport(target.format, spec.commandLine().getOut());
    for (PluginCheck.Part part : PluginCheck.Part.values()) {
      boolean opened = check(process, arguments(environment, part), report);
      if (part == PluginCheck.Part.GOOD_HOST && !opened) {
        break;
      }
    }
    report.finish(target.file);
    return report.failed() == 0 ? 0 : 1;
  }

  /** Makes the checks of one part. False if the plugin could not be opened for it. */
  private static boolean check(PluginProcess process, List<String> arguments, CheckReport report) {
    CheckProgress progress = new CheckProgress(report);
    ProcessEnd end = process.run(arguments, progress::accept);
    progress.end(end);
    return progress.opened();
  }

  private List<String> arguments(Environment environment, PluginCheck.Part part) {
    List<String> arguments =
        new ArrayList<>(List.of("plugin", CheckHereCommand.NAME, "--part", part.name()));
    settings.forEach((type, file) -> {
      arguments.add("--settings");
      arguments.add(type + "=" + environment.workingDirectory().resolve(file).toAbsolutePath());
    });
    arguments.add(target.absoluteFile(environment));
    return arguments;
  }
}
