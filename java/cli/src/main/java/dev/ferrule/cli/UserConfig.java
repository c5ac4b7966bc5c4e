package dev.ferrule.cli;

import dev.ferrule.component.Factories;
import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.ConfigLoader;
import dev.ferrule.confmap.LoadedConfig;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problem;
import dev.ferrule.confmap.SourceTexts;
import dev.ferrule.service.CollectorConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration that the user asked for, ready to run.
 *
 * @param warnings what is not wrong, but surely not meant
 */
record UserConfig(CollectorConfig collector, List<Problem> warnings) {

  /**
   * Reads, decodes and validates.
   *
   * @throws UsageException with every problem and the line it is on
   */
  static UserConfig read(ConfigOptions options, Environment environment, Factories factories) {
    SourceTexts texts = new SourceTexts();
    try {
      LoadedConfig loaded =
          new ConfigLoader(environment.variables(), environment.workingDirectory())
              .load(options.sources(), texts);
      CollectorConfig collector = CollectorConfig.decode(loaded.root(), factories);
      List<Problem> warnings = new ArrayList<>(loaded.warnings());
      warnings.addAll(collector.warnings());
      return new UserConfig(collector, warnings);
    } catch (ConfigException e) {
      throw new UsageException(explain(e, texts));
    }
  }

  /** Every problem with the line it is on. */
  static String explain(ConfigException failure, SourceTexts texts) {
    StringBuilder text = new StringBuilder("the configuration cannot be used:\n");
    for (Problem problem : failure.problems()) {
      text.append('\n').append(problem).append('\n');
      Position position = problem.position();
      if (position != null) {
        texts.line(position).ifPresent(line -> text.append(Excerpt.of(line, position)));
      }
    }
    return text.toString().stripTrailing();
  }
}
