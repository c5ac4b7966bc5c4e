package dev.ferrule.cli;

import dev.ferrule.confmap.ConfigException;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.service.Collector;
import dev.ferrule.service.CollectorLog;
import dev.ferrule.service.TelemetryConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks a configuration without running it. */
@Command(
    name = "validate",
    description = {
      "Checks a configuration without running it: reads it and builds every component that",
      "would run, but starts none. Silent if all is well. Exits with 1 if a run would not start."
    },
    optionListHeading = "%nOptions:%n",
    sortOptions = false)
final class ValidateCommand implements Callable<Integer> {
  @Mixin ConfigOptions options = new ConfigOptions();

  @Mixin PluginOptions plugins = new PluginOptions();

  @Mixin HelpOption help = new HelpOption();

  @Spec CommandSpec spec = CommandSpec.create();

  private final Supplier<Environment> environments;

  ValidateCommand(Supplier<Environment> environments) {
    this.environments = environments;
  }

  @Override
  public Integer call() {
    options.requireAny();
    Environment environment = environments.get();
    ConfigReading reading = ConfigReading.begin(options, environment);
    try (CollectorLog log = CollectorLog.open(TelemetryConfig.Logs.DEFAULTS);
        CollectorLog silent = CollectorLog.silent();
        BufferPool buffers = BufferPool.bounded(environment.bufferBytes());
        Distribution distribution = Distribution.open(environment, plugins.files, log.logger())) {
      UserConfig config = UserConfig.read(reading, distribution.factories());
      warn(config);
      try {
        Collector.check(config.collector(), Distribution.build(), silent, buffers);
      } catch (ConfigException e) {
        throw new ConfigFailure(e, config.texts());
      }
      return 0;
    }
  }

  private void warn(UserConfig config) {
    if (config.warnings().isEmpty()) {
      return;
    }
    PrintWriter err = spec.commandLine().getErr();
    switch (options.errorFormat) {
      case JSON -> err.println(ProblemJson.warnings(config.warnings()));
      case TEXT ->
          err.print(
              new ProblemText(config.texts(), TextStyle.ofStderr(System.getenv()))
                  .warnings(config.warnings()));
    }
    err.flush();
  }
}
