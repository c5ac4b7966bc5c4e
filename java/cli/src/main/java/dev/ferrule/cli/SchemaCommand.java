package dev.ferrule.cli;

import dev.ferrule.component.Factories;
import dev.ferrule.component.Factory;
import dev.ferrule.component.Kind;
import dev.ferrule.confmap.ConfigJson;
import dev.ferrule.confmap.Spelling;
import dev.ferrule.service.CollectorLog;
import dev.ferrule.service.ConfigReference;
import dev.ferrule.service.ConfigSchema;
import dev.ferrule.service.TelemetryConfig;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Describes what a configuration may hold. */
@Command(
    name = "schema",
    description = {
      "Prints what a configuration may hold: a JSON Schema of the whole for editors, or with",
      "--format markdown a reference for people. Native components are part of it."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    sortOptions = false)
final class SchemaCommand implements Callable<Integer> {
  private static final String SERVICE = "service";

  /** What is printed. */
  enum Form {
    JSON,
    MARKDOWN;

    /** As it is written on the command line. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "SECTION",
      description = "One part only: service, or such as exporters/debug.")
  @Nullable String part;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  Form format = Form.JSON;

  @Mixin PluginOptions plugins = new PluginOptions();

  @Mixin HelpOption help = new HelpOption();

  @Spec CommandSpec spec = CommandSpec.create();

  private final Supplier<Environment> environments;

  SchemaCommand(Supplier<Environment> environments) {
    this.environments = environments;
  }

  @Override
  public Integer call() {
    Environment environment = environments.get();
    try (CollectorLog log = CollectorLog.open(TelemetryConfig.Logs.DEFAULTS);
        Distribution distribution = Distribution.open(environment, plugins.files, log.logger())) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(text(distribution.factories()).stripTrailing());
      out.flush();
      return 0;
    }
  }

  private String text(Factories factories) {
    if (part == null) {
      return format == Form.JSON ? ConfigJson.print(ConfigSchema.of(factories)) : all(factories);
    }
    if (part.equals(SERVICE)) {
      return format == Form.JSON
          ? ConfigJson.print(ConfigSchema.service())
          : ConfigReference.servicePage();
    }
    Factory<?> factory = find(part, factories);
    return format == Form.JSON
        ? ConfigJson.print(factory.config().schema())
        : ConfigReference.page(factory);
  }

  private static String all(Factories factories) {
    List<String> pages = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      factories.ofKind(kind).forEach(factory -> pages.add(ConfigReference.page(factory)));
    }
    pages.add(ConfigReference.servicePage());
    return String.join("\n", pages);
  }

  private static Factory<?> find(String part, Factories factories) {
    List<String> parts = new ArrayList<>(List.of(SERVICE));
    for (Kind kind : Kind.values()) {
      for (String type : factories.types(kind)) {
        String name = kind.section() + "/" + type;
        if (part.equals(name)) {
          return factories.find(kind, type).orElseThrow();
        }
        parts.add(name);
      }
    }
    throw new UsageException(
        "there is no section \"%s\": %s".formatted(part, Spelling.hint(part, parts, "sections")));
  }
}
