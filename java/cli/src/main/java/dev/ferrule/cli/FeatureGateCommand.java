package dev.ferrule.cli;

import dev.ferrule.service.FeatureGate;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the feature gates as they are if nobody sets them, in the shape of the Go Collector. */
@Command(
    name = "featuregate",
    description = "Lists the feature gates, or shows one.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n")
final class FeatureGateCommand implements Callable<Integer> {
  private static final int GAP = 2;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "The gate to show.")
  @Nullable String id;

  @Mixin HelpOption help = new HelpOption();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (id == null) {
      table(out);
    } else {
      FeatureGate gate =
          FeatureGate.of(id)
              .orElseThrow(() -> new UsageException("feature \"%s\" not found".formatted(id)));
      show(gate, out);
    }
    out.flush();
    return 0;
  }

  private static void show(FeatureGate gate, PrintWriter out) {
    out.println("Feature: " + gate.id());
    out.println("Enabled: " + gate.enabledByDefault());
    out.println("Stage: " + gate.stage());
    out.println("Description: " + gate.description());
    out.println("From Version: " + gate.fromVersion());
  }

  private static void table(PrintWriter out) {
    List<FeatureGate> gates =
        Arrays.stream(FeatureGate.values()).sorted(Comparator.comparing(FeatureGate::id)).toList();
    int widest = gates.stream().mapToInt(gate -> gate.id().length()).max().orElse(0);
    row(out, widest, "ID", "Enabled", "Stage", "Description");
    for (FeatureGate gate : gates) {
      row(
          out,
          widest,
          gate.id(),
          Boolean.toString(gate.enabledByDefault()),
          gate.stage().toString(),
          gate.description());
    }
  }

  private static void row(
      PrintWriter out, int widest, String id, String enabled, String stage, String description) {
    out.println(
        pad(id, widest)
            + pad(enabled, "Enabled".length())
            + pad(stage, "Alpha".length())
            + description);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length() + GAP);
  }
}
