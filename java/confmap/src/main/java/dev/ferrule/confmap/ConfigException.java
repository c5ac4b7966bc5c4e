package dev.ferrule.confmap;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A configuration that cannot be used. The message has a line a problem. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** An exception with those problems, at least one. */
  public ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** An exception with one problem. */
  public static ConfigException of(@Nullable Position position, String message) {
    return new ConfigException(List.of(new Problem(position, ConfigPath.ROOT, message, null)));
  }

  /** The same with what to write instead. */
  public static ConfigException of(
      @Nullable Position position, String message, @Nullable String hint) {
    return new ConfigException(List.of(new Problem(position, ConfigPath.ROOT, message, hint)));
  }

  /** The problems, at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
