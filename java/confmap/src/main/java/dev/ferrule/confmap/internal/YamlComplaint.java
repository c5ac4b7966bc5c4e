package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says what the YAML parser complains about in words for those who write configurations. */
final class YamlComplaint {
  private static final String PREFIX = "invalid YAML: ";
  private static final Pattern FOUND = Pattern.compile("but (?:found|got) '?(.*?)'?$");
  private static final Pattern TIGHT = Pattern.compile("[\\w.-]+:\\S.*");
  // To the parser, a longer key is none.
  private static final int LONGEST_KEY = 1024;

  private final YamlLines lines;
  private final YamlReader.Places places;
  // Where the parser stopped, and where what it was reading began.
  private final Mark stop;
  private final Mark start;
  private final String text;

  private YamlComplaint(
      YamlLines lines, YamlReader.Places places, Mark stop, Mark start, String text) {
    this.lines = lines;
    this.places = places;
    this.stop = stop;
    this.start = start;
    this.text = text;
  }

  /**
   * A problem at the place that has to be mended, as far as that is known.
   *
   * @param body what was read
   */
  static Problem of(MarkedYamlEngineException e, String body, YamlReader.Places places) {
    YamlLines lines = new YamlLines(body);
    String text = plain(e.getProblem());
    Integer conflict = lines.conflict();
    if (conflict != null) {
      return problem(
          places.at(conflict + 1, 1),
          "a merge conflict was left in the text",
          "keep one of its sides, without the lines of <, = and >");
    }
    Mark stop = e.getProblemMark().or(e::getContextMark).orElse(null);
    if (stop == null) {
      return problem(places.at(1, 1), text, null);
    }
    Mark start = e.getContextMark().orElse(stop);
    return new YamlComplaint(lines, places, stop, start, text).problem();
  }

  /** The same if all that is known is what the parser says. */
  static Problem of(Position position, @Nullable String complaint) {
    return problem(position, plain(complaint), null);
  }

  private static String plain(@Nullable String complaint) {
    return complaint == null
        ? "it cannot be read"
        : complaint.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\. \\(Do not .*", "");
  }

  private static Problem problem(Position position, String message, @Nullable String hint) {
    return new Problem(position, ConfigPath.ROOT, PREFIX + message, hint);
  }

  private Position at(Mark mark) {
    return places.at(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Problem problem() {
    if (text.contains("TAB")) {
      int tab = Math.max(lines.tab(stop), 0);
      return problem(
          places.at(stop.getLine() + 1, tab + 1),
          "a tab cannot indent a line",
          "indent with spaces");
    } else if (text.startsWith("expected '<document start>'")) {
      return problem(
          at(stop),
          "this does not belong to what stands before it",
          "indent it like the lines above");
    } else if (text.contains("cannot start any token")) {
      String found = lines.character(stop);
      return problem(
          at(stop),
          "found character '" + found + "' that cannot start any token",
          "put the value in quotes");
    } else if (text.startsWith("mapping values are not allowed")) {
      return colon();
    } else if (text.startsWith("could not find expected ':'")) {
      return noKey(at(start), start.getLine());
    } else if (text.startsWith("found unexpected end of stream")) {
      return problem(at(start), "the text that begins here has no end", "write the closing quote");
    } else if (text.matches("found unknown escape character .\\(\\d+\\)")) {
      return escape();
    } else if (text.startsWith("expected ',' or")) {
      return bracket();
    } else if (text.startsWith("expected <block end>")) {
      return misplaced();
    } else if (text.startsWith("expected the node content")) {
      return problem(at(stop), "a value is expected here, " + found(), null);
    } else if (text.contains("found undefined tag handle")) {
      return problem(at(stop), text, "put a value that begins with ! in quotes");
    }
    return problem(at(stop), text, null);
  }

  /** What the parser found instead, named as people name it. */
  private String found() {
    Matcher found = FOUND.matcher(text);
    String token = found.find() ? found.group(1) : "";
    return switch (token) {
      case "<stream end>" -> "but the text ends";
      case "<scalar>", "<block mapping start>", "<block sequence start>", "<block end>", "" ->
          "but there is something else";
      default -> "but got " + token;
    };
  }

  /** A colon with a value where no value can be. */
  private Problem colon() {
    String before = lines.before(stop);
    if (before.codePointCount(0, before.length()) > LONGEST_KEY) {
      return problem(
          at(stop),
          "a key has more than %d characters".formatted(LONGEST_KEY),
          "choose a shorter one");
    }
    int above = lines.above(stop);
    if (!lines.isAfterKey(stop) || above < 0) {
      return problem(
          at(stop),
          "mapping values are not allowed here",
          "put a value that holds a colon in quotes");
    }
    int indent = lines.indent(stop.getLine());
    Position here = places.at(stop.getLine() + 1, indent + 1);
    if (lines.bare(above).contains(": ")) {
      return problem(
          here,
          "this line is indented deeper than the one above, which has a value already",
          "indent both alike");
    }
    return noKey(places.at(above + 1, lines.indent(above) + 1), above);
  }

  /** What should be a key and a value is neither; its text may come from a variable. */
  private Problem noKey(Position place, int line) {
    return problem(
        place,
        "this is no key with a value",
        TIGHT.matcher(lines.bare(line)).matches()
            ? "write a space after the colon"
            : "write a colon after it");
  }

  private Problem escape() {
    String escaped = lines.character(stop);
    return problem(
        at(stop),
        "there is no escape \\" + escaped + " in a text in double quotes",
        "use single quotes, or write \\\\ for a backslash");
  }

  /** A list in brackets or a map in braces that is not closed, or has no commas. */
  private Problem bracket() {
    boolean list = text.startsWith("expected ',' or ']'");
    String what = list ? "list" : "map";
    String close = list ? "]" : "}";
    // An unclosed one swallows what comes after it, and only that is found wrong.
    boolean ends = found().endsWith("ends");
    boolean swallowed = found().endsWith(" :") && start.getLine() < stop.getLine();
    if (!ends && !swallowed) {
      return problem(at(stop), "expected , or %s here, %s".formatted(close, found()), null);
    }
    return problem(
        at(start),
        "the %s that begins here is not closed".formatted(what),
        "write %s at its end".formatted(close)
            + (ends ? "" : ", or a comma in front of line %d".formatted(stop.getLine() + 1)));
  }

  /** Something that neither continues a map or list nor ends it. */
  private Problem misplaced() {
    String rest = lines.from(stop);
    if (rest.startsWith("]") || rest.startsWith("}")) {
      return problem(at(stop), "nothing is open that this could close", "remove it");
    }
    String before = lines.before(stop);
    if (before.isBlank()) {
      return problem(
          at(stop),
          "this line is indented neither like the one above nor like any that it could belong to",
          "indent it with %d blanks, as the line above".formatted(lines.indent(lines.above(stop))));
    }
    if (before.matches(".*[\"']\\s*")) {
      return problem(
          at(stop), "there is more after the closing quote", "put the whole value in quotes");
    }
    return problem(at(stop), "this does not belong here", null);
  }
}
