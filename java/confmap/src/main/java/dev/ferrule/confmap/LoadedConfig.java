package dev.ferrule.confmap;

import dev.ferrule.confmap.ConfigNode.MapNode;
import java.util.List;

/**
 * A configuration that was read, merged and expanded.
 *
 * @param root all sections
 * @param warnings what the user should know although the configuration loads, such as a reference
 *     to an environment variable that is not set
 */
public record LoadedConfig(MapNode root, List<Problem> warnings) {
  /** Copies the list. */
  public LoadedConfig {
    warnings = List.copyOf(warnings);
  }
}
