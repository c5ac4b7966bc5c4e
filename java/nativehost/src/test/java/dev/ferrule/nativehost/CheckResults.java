package dev.ferrule.nativehost;

import dev.ferrule.confmap.ConfigNode.MapNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes checks and keeps their results. */
final class CheckResults implements CheckListener {
  private final List<CheckResult> all = new ArrayList<>();
  private final Runnable whileChecking;
  private String running = "";

  private CheckResults(Runnable whileChecking) {
    this.whileChecking = whileChecking;
  }

  /** Makes the checks of what a plugin does with a host that keeps the rules. */
  static CheckResults of(Path file, Map<String, MapNode> settings) {
    CheckResults results = new CheckResults(() -> {});
    results.make(file, PluginCheck.Part.GOOD_HOST, settings, List.of());
    return results;
  }

  /** Makes the checks of one part. */
  static CheckResults of(Path file, PluginCheck.Part part) {
    CheckResults results = new CheckResults(() -> {});
    results.make(file, part, Map.of(), List.of());
    return results;
  }

  /**
   * The same, with files that stand for standard output and error.
   *
   * @param whileChecking runs at the end of each check
   */
  static CheckResults of(Path file, List<Path> outputs, Runnable whileChecking) {
    CheckResults results = new CheckResults(whileChecking);
    results.make(file, PluginCheck.Part.GOOD_HOST, Map.of(), outputs);
    return results;
  }

  private void make(
      Path file, PluginCheck.Part part, Map<String, MapNode> settings, List<Path> outputs) {
    boolean opened =
        new PluginCheck(file, settings, outputs, CheckedLibraries.DEADLINES, this).make(part);
    // Without a plugin that is open there is nothing to check but the opening.
    if (!opened && all.stream().skip(1).anyMatch(r -> !r.subject().equals("plugin"))) {
      throw new AssertionError("it was not opened, and yet checked:\n" + this);
    }
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
    whileChecking.run();
  }

  /** The names of the checks that ended so. */
  List<String> with(CheckResult.Verdict verdict) {
    return all.stream().filter(r -> r.verdict() == verdict).map(CheckResult::name).toList();
  }

  /** The names of the checks that failed. */
  List<String> failed() {
    return with(CheckResult.Verdict.FAIL);
  }

  /** The reason that a check gives. */
  String reason(String name) {
    return all.stream()
        .filter(r -> r.name().equals(name))
        .map(CheckResult::reason)
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
