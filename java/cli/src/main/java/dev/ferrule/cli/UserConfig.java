package dev.ferrule.cli;

import dev.ferrule.component.Factories;
import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.ConfigLoader;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.LoadedConfig;
import dev.ferrule.confmap.MergeMode;
import dev.ferrule.confmap.Problem;
import dev.ferrule.confmap.SourceTexts;
import dev.ferrule.service.CollectorConfig;
import dev.ferrule.service.FeatureGate;
import dev.ferrule.service.FeatureGates;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration that the user asked for, ready to run.
 *
 * @param warnings what is not wrong, but surely not meant
 * @param notes what may be meant, such as a variable that is empty
 * @param texts what it was read from
 */
record UserConfig(
    CollectorConfig collector, List<Problem> warnings, List<Problem> notes, SourceTexts texts) {

  /**
   * Reads, decodes and validates.
   *
   * @throws ConfigFailure with every problem
   * @throws UsageException if the feature gates are wrong
   */
  static UserConfig read(ConfigOptions options, Environment environment, Factories factories) {
    FeatureGates gates = options.gates();
    return read(
        options, environment, gates, root -> CollectorConfig.decode(root, factories, gates));
  }

  /** The same for a configuration that need not be valid. */
  static UserConfig readUnchecked(
      ConfigOptions options, Environment environment, Factories factories) {
    return read(
        options,
        environment,
        options.gates(),
        root -> CollectorConfig.decodeUnchecked(root, factories));
  }

  private interface Decoding {
    CollectorConfig decode(MapNode root);
  }

  private static UserConfig read(
      ConfigOptions options, Environment environment, FeatureGates gates, Decoding decoding) {
    MergeMode mode =
        gates.isEnabled(FeatureGate.MERGE_APPEND) ? MergeMode.APPEND_COMPONENTS : MergeMode.REPLACE;
    SourceTexts texts = new SourceTexts();
    List<Problem> warnings = new ArrayList<>();
    try {
      LoadedConfig loaded =
          new ConfigLoader(environment.variables(), environment.workingDirectory(), mode)
              .load(options.sources(), texts);
      warnings.addAll(loaded.warnings());
      CollectorConfig collector = decoding.decode(loaded.root());
      warnings.addAll(collector.warnings());
      return new UserConfig(collector, warnings, loaded.notes(), texts);
    } catch (ConfigException e) {
      throw new ConfigFailure(e, warnings, texts);
    }
  }
}
