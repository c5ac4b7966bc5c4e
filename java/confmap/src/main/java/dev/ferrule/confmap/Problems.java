package dev.ferrule.confmap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects everything wrong with a configuration, so that one run reports all of it. One thread.
 */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();
  private final boolean rules;

  /** A collection of all problems. */
  public Problems() {
    this(true);
  }

  private Problems(boolean rules) {
    this.rules = rules;
  }

  /**
   * A collection of what keeps a configuration from being read, such as keys that are not known. It
   * lets broken rules pass.
   */
  public static Problems withoutRules() {
    return new Problems(false);
  }

  /** Whether broken rules are wanted; what only checks rules need not do so if they are not. */
  public boolean hasRules() {
    return rules;
  }

  /** Adds a broken rule: what was written can be read, but may not be. */
  public void broken(
      @Nullable Position position, ConfigPath path, String message, @Nullable String hint) {
    if (rules) {
      add(position, path, message, hint);
    }
  }

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
