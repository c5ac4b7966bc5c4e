package dev.ferrule.cli;

import dev.ferrule.nativehost.CheckResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prints the results of checks: for a person as they come, for a program at the end. */
final class CheckReport {
  private final Format format;
  private final PrintWriter out;
  private final List<CheckResult> results = new ArrayList<>();
  private String subject = "";
  private String reason = "";

  CheckReport(Format format, PrintWriter out) {
    this.format = format;
    this.out = out;
  }

  /** One more result. */
  void add(CheckResult result) {
    results.add(result);
    if (format == Format.TEXT) {
      print(result);
    }
  }

  private void print(CheckResult result) {
    if (!result.subject().equals(subject)) {
      subject = result.subject();
      out.println(subject);
    }
    out.printf("  %s  %s (%s)%n", result.verdict(), result.name(), result.rule());
    // What was left out for one reason has it once.
    if (!result.reason().isEmpty() && !result.reason().equals(reason)) {
      out.print(result.reason().indent(8));
    }
    reason = result.reason();
    out.flush();
  }

  /** There are no more. */
  void finish(Path plugin) {
    switch (format) {
      case TEXT -> {
        if (results.stream().anyMatch(CheckReport::needsSettings)) {
          out.println("Settings for a component are given with --settings TYPE=FILE.");
        }
        out.printf(
            "%d passed, %d failed, %d skipped%n",
            count(CheckResult.Verdict.PASS), failed(), count(CheckResult.Verdict.SKIP));
      }
      case JSON -> out.println(json(plugin));
    }
    out.flush();
  }

  private static boolean needsSettings(CheckResult result) {
    return result.verdict() == CheckResult.Verdict.SKIP
        && result.reason().startsWith("needs settings");
  }

  private String json(Path plugin) {
    ObjectNode root = PluginMessage.JSON.createObjectNode().put("plugin", plugin.toString());
    ArrayNode checks = root.putArray("checks");
    for (CheckResult result : results) {
      PluginMessage.put(result, checks.addObject());
    }
    root.put("passed", count(CheckResult.Verdict.PASS))
        .put("failed", failed())
        .put("skipped", count(CheckResult.Verdict.SKIP));
    return PluginMessage.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  private long count(CheckResult.Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }

  /** How many checks failed. */
  long failed() {
    return count(CheckResult.Verdict.FAIL);
  }
}
