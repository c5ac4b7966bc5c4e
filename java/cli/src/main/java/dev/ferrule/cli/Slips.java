package dev.ferrule.cli;

import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problem;
import dev.ferrule.confmap.SourceTexts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds what is valid YAML and hardly ever meant, in lines with a problem: it is why there is one,
 * and whoever reads the message does not see it.
 */
final class Slips {
  private static final Map<Integer, String> LOOKALIKES =
      Map.of(
          0x00a0, "no-break space",
          0x2007, "figure space",
          0x202f, "narrow no-break space",
          0x200b, "zero width space",
          0xfeff, "byte order mark",
          0x3000, "ideographic space",
          0xff1a, "full-width colon");
  private static final Pattern QUOTES = Pattern.compile("[\u201c\u201d\u201e\u2018\u2019\u201a]");
  private static final Pattern VARIABLE = Pattern.compile("[\"']?\\$([A-Za-z_][A-Za-z0-9_]*)");

  private static final Pattern COMMENT = Pattern.compile("\\s*[\\w-]+:\\s+#\\S.*");

  private Slips() {}

  /** The problems, with a better hint where the line tells more than whoever found the problem. */
  static List<Problem> explain(List<Problem> problems, SourceTexts texts) {
    return problems.stream().map(problem -> explain(problem, texts)).toList();
  }

  private static Problem explain(Problem problem, SourceTexts texts) {
    Position position = problem.position();
    if (position == null || !position.origins().isEmpty()) {
      return problem;
    }
    String hint = texts.line(position).map(line -> hint(line, position.column())).orElse(null);
    return hint == null ? problem : new Problem(position, problem.path(), problem.message(), hint);
  }

  private static @Nullable String hint(String line, int column) {
    int from = Math.min(Math.max(column - 1, 0), line.codePointCount(0, line.length()));
    String rest = line.substring(line.offsetByCodePoints(0, from)).replaceFirst("(^|\\s)#.*", "");
    Optional<Integer> strange =
        rest.codePoints().boxed().filter(LOOKALIKES::containsKey).findFirst();
    if (strange.isPresent()) {
      int at = line.codePointCount(0, line.indexOf(Character.toString(strange.get()))) + 1;
      return "column %d has a %s (U+%04X), which only looks right: type it anew"
          .formatted(at, LOOKALIKES.get(strange.get()), strange.get());
    }
    if (QUOTES.matcher(rest).lookingAt()) {
      return "typographic quotes are part of the value: write \" or '";
    }
    Matcher variable = VARIABLE.matcher(rest);
    if (variable.lookingAt()) {
      return "write ${env:%s} for the value of the variable".formatted(variable.group(1));
    }
    if (COMMENT.matcher(line).matches() && rest.isBlank()) {
      return "what follows # is a comment; put a value that begins with # in quotes";
    }
    return rest.contains("${") && !rest.contains("}") ? "a reference ends with }" : null;
  }
}
