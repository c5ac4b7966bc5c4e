package dev.ferrule.cli;

import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problem;
import dev.ferrule.confmap.SourceTexts;
import java.util.List;

/** Problems for people: each with the line it is on and a caret below the place. */
final class ProblemText {
  private final SourceTexts texts;
  private final TextStyle style;

  ProblemText(SourceTexts texts, TextStyle style) {
    this.texts = texts;
    this.style = style;
  }

  /** What is wrong with a configuration; without a line break at the end. */
  String failure(ConfigFailure failure) {
    StringBuilder text = new StringBuilder(ConfigFailure.MESSAGE).append(":\n");
    failure.problems().forEach(problem -> text.append('\n').append(problem(problem)));
    if (!failure.warnings().isEmpty()) {
      text.append('\n').append(warnings(failure.warnings()));
    }
    return text.toString().stripTrailing();
  }

  /** One line a warning. */
  String warnings(List<Problem> warnings) {
    StringBuilder text = new StringBuilder();
    for (Problem warning : warnings) {
      text.append(style.warning("Warning:")).append(' ').append(line(warning)).append('\n');
    }
    return text.toString();
  }

  private String problem(Problem problem) {
    StringBuilder text = new StringBuilder(line(problem)).append('\n');
    Position position = problem.position();
    if (position != null) {
      texts.line(position).ifPresent(line -> text.append(Excerpt.of(line, position, style)));
    }
    return text.toString();
  }

  private String line(Problem problem) {
    return problem.text(style::place, style::hint);
  }
}
