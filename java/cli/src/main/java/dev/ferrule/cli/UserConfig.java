package dev.ferrule.cli;

import dev.ferrule.component.Factories;
import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.LoadedConfig;
import dev.ferrule.confmap.Problem;
import dev.ferrule.confmap.SourceTexts;
import dev.ferrule.service.CollectorConfig;
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
   * Decodes and validates what was read.
   *
   * @throws ConfigFailure with every problem
   */
  static UserConfig read(ConfigReading reading, Factories factories) {
    return read(reading, root -> CollectorConfig.decode(root, factories, reading.gates()));
  }

  /** The same for a configuration that need not be valid. */
  static UserConfig readUnchecked(ConfigReading reading, Factories factories) {
    return read(reading, root -> CollectorConfig.decodeUnchecked(root, factories));
  }

  private interface Decoding {
    CollectorConfig decode(MapNode root);
  }

  private static UserConfig read(ConfigReading reading, Decoding decoding) {
    List<Problem> warnings = new ArrayList<>();
    try {
      LoadedConfig loaded = reading.await();
      warnings.addAll(loaded.warnings());
      CollectorConfig collector = decoding.decode(loaded.root());
      warnings.addAll(collector.warnings());
      return new UserConfig(collector, warnings, loaded.notes(), reading.texts());
    } catch (ConfigException e) {
      throw new ConfigFailure(e, warnings, reading.texts());
    }
  }
}
