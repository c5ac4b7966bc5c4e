package dev.ferrule.confmap;

import dev.ferrule.confmap.ConfigNode.MapNode;
import java.util.List;

/**
 * A configuration that was read, merged and expanded.
 *
 * @param root all sections
 * @param warnings what the user should know although the configuration loads, such as a reference
 *     to an environment variable that is not set
 * @param notes what may be meant, such as a reference to an environment variable that is empty
 */
public record LoadedConfig(MapNode root, List<Problem> warnings, List<Problem> notes) {
  /** Copies the lists. */
  public LoadedConfig {
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }
}
