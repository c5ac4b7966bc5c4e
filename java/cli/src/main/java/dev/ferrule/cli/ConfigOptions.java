package dev.ferrule.cli;

import dev.ferrule.confmap.ConfigSource;
import dev.ferrule.service.FeatureGates;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say what the configuration is. */
final class ConfigOptions {
  /** The name of {@link #errorFormat}, which is asked for when the options cannot be read. */
  static final String ERROR_FORMAT = "--error-format";

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

  @Option(
      names = "--feature-gates",
      paramLabel = "GATES",
      description = {
        "Feature gates to enable, with commas between; a gate with - before it is disabled.",
        "'ferrule featuregate' lists them."
      })
  List<String> featureGates = new ArrayList<>();

  @Option(
      names = ERROR_FORMAT,
      paramLabel = "FORMAT",
      description = "How problems are told: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  Format errorFormat = Format.TEXT;

  /** What the feature gates are set to; {@code UsageException} says what is wrong with that. */
  FeatureGates gates() {
    try {
      return FeatureGates.parse(featureGates);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /** Whether the user said nothing, so that the built-in configuration runs. */
  boolean isEmpty() {
    return configs.isEmpty() && assignments.isEmpty();
  }

  /** Refuses to go on without a configuration. */
  void requireAny() {
    if (isEmpty()) {
      throw new UsageException(
          "at least one config flag must be provided: such as --config collector.yaml");
    }
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
