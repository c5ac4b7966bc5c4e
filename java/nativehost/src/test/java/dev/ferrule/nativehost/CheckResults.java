package dev.ferrule.nativehost;

import dev.ferrule.confmap.ConfigNode.MapNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Keeps the results of checks. */
final class CheckResults implements CheckListener {
  private final List<CheckResult> all = new ArrayList<>();
  private String running = "";

  /** Makes all checks of a plugin. */
  static CheckResults of(Path file, Map<String, MapNode> settings) {
    return of(file, PluginCheck.Part.GOOD_HOST, settings);
  }

  /** Makes the checks of one part. */
  static CheckResults of(Path file, PluginCheck.Part part, Map<String, MapNode> settings) {
    CheckResults results = new CheckResults();
    boolean ignored =
        new PluginCheck(file, settings, List.of(), CheckedLibraries.DEADLINES, results).make(part);
    return results;
  }

  @Override
  public void begins(String subject, String name) {
    if (!running.isEmpty()) {
      throw new AssertionError(running + " has not ended");
    }
    running = subject + ": " + name;
  }

  @Override
  public void ended(CheckResult result) {
    if (!running.equals(result.subject() + ": " + result.name())) {
      throw new AssertionError(result + " ended, but what began was " + running);
    }
    running = "";
    all.add(result);
  }

  /** The names of the checks that ended so. */
  List<String> with(CheckResult.Verdict verdict) {
    return all.stream().filter(r -> r.verdict() == verdict).map(CheckResult::name).toList();
  }

  /** How a check ended. */
  CheckResult of(String name) {
    return all.stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no check \"" + name + "\" in\n" + this));
  }

  @Override
  public String toString() {
    return all.stream()
        .map(r -> "%s %s: %s %s".formatted(r.verdict(), r.subject(), r.name(), r.reason()))
        .collect(Collectors.joining("\n"));
  }
}
