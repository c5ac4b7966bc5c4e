package dev.ferrule.cli;

import dev.ferrule.confmap.Problem;
import dev.ferrule.service.CollectorLog;
import dev.ferrule.service.TelemetryConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks a configuration without running it. */
@Command(
    name = "validate",
    description = "Checks a configuration without running it. Silent if all is well.",
    optionListHeading = "%nOptions:%n",
    sortOptions = false)
final class ValidateCommand implements Callable<Integer> {
  @Mixin ConfigOptions options = new ConfigOptions();

  @Mixin PluginOptions plugins = new PluginOptions();

  @Mixin HelpOption help = new HelpOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    if (options.isEmpty()) {
      throw new UsageException("at least one config flag must be provided");
    }
    Environment environment = Environment.ofProcess();
    try (CollectorLog log = CollectorLog.open(TelemetryConfig.Logs.DEFAULTS);
        Distribution distribution = Distribution.open(environment, plugins.files, log.logger())) {
      UserConfig config = UserConfig.read(options, environment, distribution.factories());
      for (Problem warning : config.warnings()) {
        spec.commandLine().getErr().println("Warning: " + warning);
      }
      return 0;
    }
  }
}
