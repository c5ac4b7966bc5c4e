package dev.ferrule.confmap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects everything wrong with a configuration, so that one run reports all of it. One thread.
 */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /** Adds a problem without a hint. */
  public void add(@Nullable Position position, ConfigPath path, String message) {
    add(position, path, message, null);
  }

  /** Adds a problem. */
  public void add(
      @Nullable Position position, ConfigPath path, String message, @Nullable String hint) {
    found.add(new Problem(position, path, message, hint));
  }

  /** What was added, in that order. */
  public List<Problem> all() {
    return List.copyOf(found);
  }

  /** How many problems there are so far. */
  public int count() {
    return found.size();
  }

  /**
   * Ends the work if anything is wrong.
   *
   * @throws ConfigException with all problems
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new ConfigException(found);
    }
  }
}
