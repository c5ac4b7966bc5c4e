package dev.ferrule.cli;

import dev.ferrule.component.ComponentException;
import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.Problem;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.service.Collector;
import dev.ferrule.service.CollectorConfig;
import dev.ferrule.service.CollectorLog;
import dev.ferrule.service.LibraryLogs;
import dev.ferrule.service.Limits;
import dev.ferrule.service.StopReason;
import dev.ferrule.service.TelemetryConfig;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the collector until somebody stops it. */
@Command(
    name = "ferrule",
    description = "An OpenTelemetry Collector with components in Java and in native code.",
    synopsisHeading = "Usage:%n  ",
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  FERRULE_BUFFERS_MIB   the most memory for telemetry in flight, in MiB",
      "                        (a quarter of the machine's, 512 at most)",
      "  FERRULE_NATIVE_WORKERS",
      "                        how many worker threads each native plugin should have",
      "                        (the plugin decides)",
      "  FERRULE_JAVA_OPTS     options for the JVM, such as -Xmx256m",
      "",
      "Without --config and --set the built-in configuration runs: OTLP on localhost:4317",
      "(gRPC) and localhost:4318 (HTTP), health on localhost:13133, the collector's own",
      "metrics on localhost:8888, the debug exporter.",
      "",
      "Exit codes: 0 after a clean stop, 1 if anything failed."
    },
    versionProvider = RunCommand.Version.class)
final class RunCommand implements Callable<Integer> {
  @Mixin ConfigOptions options = new ConfigOptions();

  @Mixin PluginOptions plugins = new PluginOptions();

  @Mixin HelpOption help = new HelpOption();

  @Option(
      names = {"-v", "--version"},
      versionHelp = true,
      description = "Shows the version.")
  boolean version;

  @Spec CommandSpec spec = CommandSpec.create();

  private final Supplier<Environment> environments;

  RunCommand(Supplier<Environment> environments) {
    this.environments = environments;
  }

  @Override
  public Integer call() {
    Environment environment = environments.get();
    try (CollectorLog early = CollectorLog.open(TelemetryConfig.Logs.DEFAULTS);
        BufferPool buffers = BufferPool.bounded(environment.bufferBytes())) {
      LibraryLogs.sendTo(early);
      StopSignals signals = StopSignals.listen(early.logger());
      // Not before, so that a signal that comes while a source hangs is heard.
      ConfigReading reading = ConfigReading.begin(options, environment);
      try (Distribution distribution =
          Distribution.open(environment, plugins.files, early.logger())) {
        UserConfig config = UserConfig.read(reading, distribution.factories());
        try (CollectorLog log = CollectorLog.open(config.collector().telemetry().logs())) {
          LibraryLogs.sendTo(log);
          signals.tell(log.logger());
          for (Problem warning : config.warnings()) {
            log.logger().warn("{}", warning);
          }
          for (Problem note : config.notes()) {
            log.logger().info("{}", note);
          }
          return run(config.collector(), log, buffers, signals);
        } catch (ConfigException e) {
          throw new ConfigFailure(e, config.texts());
        } finally {
          signals.tell(early.logger());
          LibraryLogs.sendTo(early);
        }
      }
    }
  }

  private int run(
      CollectorConfig config, CollectorLog log, BufferPool buffers, StopSignals signals) {
    Collector collector =
        new Collector(config, Distribution.build(), log, buffers, Limits.DEFAULTS);
    signals.bind(collector);
    if (signals.received()) {
      return 0;
    }
    try {
      collector.start();
    } catch (ComponentException e) {
      if (!signals.received()) {
        throw e;
      }
      return brokenOff(e);
    }
    if (options.isEmpty()) {
      spec.commandLine().getOut().print(DefaultConfig.guide());
      spec.commandLine().getOut().flush();
    }
    StopReason reason = collector.awaitStop();
    collector.shutdown();
    if (reason instanceof StopReason.FatalError(String component, String error)) {
      throw new ComponentException(component + " failed for good: " + error);
    }
    return 0;
  }

  /** The end of a start that a signal broke off, which is no failure; but what did not stop is. */
  static int brokenOff(ComponentException start) {
    List<String> left = Arrays.stream(start.getSuppressed()).map(Throwable::getMessage).toList();
    if (!left.isEmpty()) {
      throw new ComponentException("did not stop cleanly: " + String.join("; ", left));
    }
    return 0;
  }

  /** The line that {@code --version} prints. */
  static final class Version implements picocli.CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        Distribution.build().command() + " version " + Distribution.build().version()
      };
    }
  }
}
