package dev.ferrule.confmap;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What became of a configuration.
 *
 * @param config the settings; the defaults where something was wrong
 * @param problems what was wrong, a line each
 */
record Decoded<C>(C config, List<String> problems) {

  /** Decodes YAML, in the file {@code c.yaml}. */
  static <C> Decoded<C> of(ConfigType<C> type, String yaml) {
    return of(type, yaml, Map.of());
  }

  /** The same with environment variables. */
  static <C> Decoded<C> of(ConfigType<C> type, String yaml, Map<String, String> environment) {
    ConfigNode root =
        new ConfigLoader(environment, Path.of(""))
            .load(List.of(new ConfigSource.BuiltIn("c.yaml", yaml)))
            .root();
    Problems problems = new Problems();
    C config = type.decode(root, ConfigPath.ROOT, problems);
    return new Decoded<>(config, problems.all().stream().map(Problem::toString).toList());
  }

  /** The settings, which must be in order. */
  C good() {
    if (!problems.isEmpty()) {
      throw new AssertionError(String.join("\n", problems));
    }
    return config;
  }

  /** The one thing that is wrong. */
  String problem() {
    if (problems.size() != 1) {
      throw new AssertionError("not one problem but " + problems);
    }
    return problems.getFirst();
  }
}
