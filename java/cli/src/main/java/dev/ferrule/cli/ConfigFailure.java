package dev.ferrule.cli;

import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problem;
import dev.ferrule.confmap.SourceTexts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A configuration that cannot be used, with the texts that its problems are in. */
final class ConfigFailure extends RuntimeException {
  /** What is said before the problems. */
  static final String MESSAGE = "the configuration cannot be used";

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;
  private final transient List<Problem> warnings;
  private final transient SourceTexts texts;

  /** A failure that nothing was noticed before. */
  ConfigFailure(ConfigException failure, SourceTexts texts) {
    this(failure, List.of(), texts);
  }

  /**
   * A failure.
   *
   * @param warnings noticed before it, which may be its reason
   */
  ConfigFailure(ConfigException failure, List<Problem> warnings, SourceTexts texts) {
    super(MESSAGE, failure);
    this.problems = Slips.explain(sorted(failure.problems()), texts);
    this.warnings = warnings.stream().filter(warning -> !isAtProblem(warning)).toList();
    this.texts = texts;
  }

  /** In the order of the text, file by file as they come. */
  private static List<Problem> sorted(List<Problem> problems) {
    List<String> files = new ArrayList<>();
    problems.forEach(problem -> files.add(file(problem)));
    return problems.stream()
        .sorted(
            Comparator.comparingInt((Problem problem) -> files.indexOf(file(problem)))
                .thenComparing(
                    Problem::position,
                    Comparator.nullsFirst(
                        Comparator.comparingInt(Position::line)
                            .thenComparingInt(Position::column))))
        .toList();
  }

  private static String file(Problem problem) {
    return problem.position() == null ? "" : problem.position().source();
  }

  private boolean isAtProblem(Problem warning) {
    return problems.stream()
        .anyMatch(problem -> file(problem).equals(file(warning)) && line(problem) == line(warning));
  }

  private static int line(Problem problem) {
    return problem.position() == null ? 0 : problem.position().line();
  }

  List<Problem> problems() {
    return problems;
  }

  /** What else was noticed. */
  List<Problem> warnings() {
    return warnings;
  }

  SourceTexts texts() {
    return texts;
  }
}
