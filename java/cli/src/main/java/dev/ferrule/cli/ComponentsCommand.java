package dev.ferrule.cli;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.ExporterFactory;
import dev.ferrule.component.ExtensionFactory;
import dev.ferrule.component.Factories;
import dev.ferrule.component.Factory;
import dev.ferrule.component.Kind;
import dev.ferrule.component.ProcessorFactory;
import dev.ferrule.component.ReceiverFactory;
import dev.ferrule.component.Stability;
import dev.ferrule.confmap.ConfigLoader;
import dev.ferrule.pdata.Signal;
import dev.ferrule.service.CollectorLog;
import dev.ferrule.service.TelemetryConfig;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the components of the distribution as YAML, in the shape of the Go Collector. */
@Command(
    name = "components",
    description = "Lists the components of this distribution, as YAML.",
    optionListHeading = "%nOptions:%n")
final class ComponentsCommand implements Callable<Integer> {
  private static final List<Kind> ORDER =
      List.of(Kind.RECEIVER, Kind.PROCESSOR, Kind.EXPORTER, Kind.CONNECTOR, Kind.EXTENSION);

  @Mixin PluginOptions plugins = new PluginOptions();

  @Mixin HelpOption help = new HelpOption();

  @Spec CommandSpec spec = CommandSpec.create();

  private final Supplier<Environment> environments;

  ComponentsCommand(Supplier<Environment> environments) {
    this.environments = environments;
  }

  @Override
  public Integer call() {
    Environment environment = environments.get();
    try (CollectorLog log = CollectorLog.open(TelemetryConfig.Logs.DEFAULTS);
        Distribution distribution = Distribution.open(environment, plugins.files, log.logger())) {
      print(distribution.factories(), spec.commandLine().getOut());
      return 0;
    }
  }

  static void print(Factories factories, PrintWriter out) {
    BuildInfo build = Distribution.build();
    out.println("buildinfo:");
    out.println("    command: " + build.command());
    out.println("    description: " + build.description());
    out.println("    version: " + build.version());
    for (Kind kind : ORDER) {
      Collection<Factory<?>> ofKind = factories.ofKind(kind);
      out.println(kind.section() + ":" + (ofKind.isEmpty() ? " []" : ""));
      ofKind.forEach(factory -> print(factory, out));
    }
    out.println("providers:");
    for (String scheme : ConfigLoader.schemes()) {
      out.println("    - scheme: " + scheme);
      out.println("      module: " + Factory.module(ConfigLoader.class));
    }
    out.flush();
  }

  private static void print(Factory<?> factory, PrintWriter out) {
    out.println("    - name: " + factory.type());
    out.println("      module: " + factory.module());
    out.println("      stability:");
    stability(factory).forEach((what, level) -> out.println("        " + what + ": " + level));
  }

  private static SortedMap<String, Stability> stability(Factory<?> factory) {
    return switch (factory) {
      case ReceiverFactory<?> receiver -> bySignal(receiver.stability());
      case ProcessorFactory<?> processor -> bySignal(processor.stability());
      case ExporterFactory<?> exporter -> bySignal(exporter.stability());
      case ExtensionFactory<?> extension ->
          new TreeMap<>(Map.of("extension", extension.stability()));
    };
  }

  private static SortedMap<String, Stability> bySignal(Map<Signal, Stability> stability) {
    SortedMap<String, Stability> sorted = new TreeMap<>();
    stability.forEach((signal, level) -> sorted.put(signal.id(), level));
    return sorted;
  }
}
