package dev.ferrule.cli;

import dev.ferrule.confmap.ConfigJson;
import dev.ferrule.confmap.ConfigTree;
import dev.ferrule.confmap.ConfigYaml;
import dev.ferrule.confmap.PrintStyle;
import dev.ferrule.service.CollectorLog;
import dev.ferrule.service.TelemetryConfig;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Prints the configuration as the collector understands it. */
@Command(
    name = "print-config",
    aliases = "print-initial-config",
    description = {
      "Prints the configuration as the collector understands it: sources merged, references",
      "expanded, defaults filled in. What is printed unredacted loads to the same configuration."
    },
    optionListHeading = "%nOptions:%n",
    sortOptions = false)
final class PrintConfigCommand implements Callable<Integer> {
  @Mixin ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "yaml, or json with durations in nanoseconds (yaml).")
  String format = "yaml";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "redacted, or unredacted to show secrets (redacted).")
  String mode = "redacted";

  @Option(
      names = "--validate",
      paramLabel = "BOOL",
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether the configuration has to be valid (true).")
  boolean validate;

  @Mixin PluginOptions plugins = new PluginOptions();

  @Mixin HelpOption help = new HelpOption();

  @Spec CommandSpec spec = CommandSpec.create();

  private final Supplier<Environment> environments;

  PrintConfigCommand(Supplier<Environment> environments) {
    this.environments = environments;
  }

  @Override
  public Integer call() {
    options.requireAny();
    boolean redacted = isRedacted();
    boolean json = isJson();
    Environment environment = environments.get();
    ConfigReading reading = ConfigReading.begin(options, environment);
    try (CollectorLog log = CollectorLog.open(TelemetryConfig.Logs.DEFAULTS);
        Distribution distribution = Distribution.open(environment, plugins.files, log.logger())) {
      UserConfig config =
          validate
              ? UserConfig.read(reading, distribution.factories())
              : UserConfig.readUnchecked(reading, distribution.factories());
      PrintStyle.Durations durations =
          json ? PrintStyle.Durations.NANOSECONDS : PrintStyle.Durations.TEXT;
      JsonNode tree =
          ConfigTree.sorted(config.collector().print(new PrintStyle(redacted, durations)));
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? ConfigJson.print(tree) : ConfigYaml.print(tree));
      out.flush();
      return 0;
    }
  }

  private boolean isRedacted() {
    return switch (mode.toLowerCase(Locale.ROOT)) {
      case "redacted" -> true;
      case "unredacted" -> false;
      default ->
          throw new UsageException(
              "invalid mode \"%s\": modes are: redacted, unredacted".formatted(mode));
    };
  }

  private boolean isJson() {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "yaml", "" -> false;
      case "json" -> true;
      default ->
          throw new UsageException(
              "unrecognized print format: %s: formats are: yaml, json".formatted(format));
    };
  }
}
