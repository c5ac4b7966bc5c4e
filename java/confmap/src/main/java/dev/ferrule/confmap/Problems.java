package dev.ferrule.confmap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects everything wrong with a configuration, so that one run reports all of it. One thread.
 */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final boolean rules;
  private final Cures cures;

  /** Knows keys that are no more, or that belong elsewhere. */
  public interface Cures {
    /** What to write instead of the key at that path; null if there is no such advice. */
    @Nullable String of(ConfigPath path);
  }

  /** A collection of all problems. */
  public Problems() {
    this(true, _ -> null);
  }

  /** A collection of all problems, where unknown keys may have a cure. */
  public Problems(Cures cures) {
    this(true, cures);
  }

  private Problems(boolean rules, Cures cures) {
    this.rules = rules;
    this.cures = cures;
  }

  /**
   * A collection of what keeps a configuration from being read, such as keys that are not known. It
   * lets broken rules pass.
   */
  public static Problems withoutRules() {
    return new Problems(false, _ -> null);
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

  /** What is known of a key that cannot be used; null if nothing is. */
  public @Nullable String cure(ConfigPath path) {
    return cures.of(path);
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

  /** Adds what is not wrong but surely not meant. */
  public void warn(Position position, ConfigPath path, String message, String hint) {
    warnings.add(new Problem(position, path, message, hint));
  }

  /** The warnings, in the order in which they were added. */
  public List<Problem> warnings() {
    return List.copyOf(warnings);
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
