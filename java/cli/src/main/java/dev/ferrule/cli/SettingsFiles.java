package dev.ferrule.cli;

import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.ConfigLoader;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigSource;
import dev.ferrule.confmap.SourceTexts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the settings that a user gives for components of a plugin. */
final class SettingsFiles {
  private SettingsFiles() {}

  /**
   * Reads a YAML or JSON file each.
   *
   * @param files by component type
   * @throws ConfigFailure with every problem of the first file that has any
   */
  static Map<String, MapNode> read(Map<String, Path> files, Environment environment) {
    Map<String, MapNode> settings = new TreeMap<>();
    files.forEach((type, file) -> settings.put(type, read(file, environment)));
    return settings;
  }

  private static MapNode read(Path file, Environment environment) {
    SourceTexts texts = new SourceTexts();
    try {
      return new ConfigLoader(environment.variables(), environment.workingDirectory())
          .load(List.of(new ConfigSource.Uri("file:" + file)), texts)
          .root();
    } catch (ConfigException e) {
      throw new ConfigFailure(e, texts);
    }
  }
}
