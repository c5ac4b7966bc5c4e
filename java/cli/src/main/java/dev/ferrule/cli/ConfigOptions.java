package dev.ferrule.cli;

import dev.ferrule.confmap.ConfigSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say what the configuration is. */
final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "URI",
      description = {
        "A configuration: a file, or a URI with the scheme file, env, yaml, http or https.",
        "May repeat; later ones are laid over earlier ones."
      })
  List<String> configs = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "Sets one value, with dots between keys and YAML on the right:",
        "--set exporters.debug.verbosity=basic. Applies after every --config."
      })
  List<String> assignments = new ArrayList<>();

  /** Whether the user said nothing, so that the built-in configuration runs. */
  boolean isEmpty() {
    return configs.isEmpty() && assignments.isEmpty();
  }

  /** What to load: what the user named, or the built-in configuration. */
  List<ConfigSource> sources() {
    if (isEmpty()) {
      return List.of(DefaultConfig.source());
    }
    List<ConfigSource> sources = new ArrayList<>();
    configs.forEach(uri -> sources.add(new ConfigSource.Uri(uri)));
    assignments.forEach(assignment -> sources.add(new ConfigSource.Assignment(assignment)));
    return sources;
  }
}
