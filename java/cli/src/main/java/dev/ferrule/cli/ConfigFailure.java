package dev.ferrule.cli;

import dev.ferrule.confmap.ConfigException;
import dev.ferrule.confmap.Problem;
import dev.ferrule.confmap.SourceTexts;
import java.util.List;

/** A configuration that cannot be used, with the texts that its problems are in. */
final class ConfigFailure extends RuntimeException {
  /** What is said before the problems. */
  static final String MESSAGE = "the configuration cannot be used";

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;
  private final transient SourceTexts texts;

  ConfigFailure(ConfigException failure, SourceTexts texts) {
    super(MESSAGE, failure);
    this.problems = failure.problems();
    this.texts = texts;
  }

  List<Problem> problems() {
    return problems;
  }

  SourceTexts texts() {
    return texts;
  }
}
