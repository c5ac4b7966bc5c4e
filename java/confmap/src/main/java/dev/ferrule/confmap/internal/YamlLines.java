package dev.ferrule.confmap.internal;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** The lines of a YAML text, as one who looks for a mistake reads them. */
final class YamlLines {
  private static final Pattern KEY = Pattern.compile("\\s*(- +)*[\\w./\"'<-]+\\s*");

  private final List<String> lines;

  YamlLines(String text) {
    this.lines = text.lines().toList();
  }

  /** The line of that mark; empty if the text ends before it. */
  String line(Mark mark) {
    return line(mark.getLine());
  }

  private String line(int index) {
    return index >= 0 && index < lines.size() ? lines.get(index) : "";
  }

  /** The part of its line that begins at the mark. */
  String from(Mark mark) {
    String line = line(mark);
    int column = Math.min(mark.getColumn(), line.codePointCount(0, line.length()));
    return line.substring(line.offsetByCodePoints(0, column));
  }

  /** The character at the mark; empty at the end of a line. */
  String character(Mark mark) {
    String rest = from(mark);
    return rest.isEmpty() ? "" : Character.toString(rest.codePointAt(0));
  }

  /** The part of its line that ends before the mark. */
  String before(Mark mark) {
    String line = line(mark);
    return line.substring(0, line.length() - from(mark).length());
  }

  /** Whether nothing but a key stands before the mark on its line. */
  boolean isAfterKey(Mark mark) {
    return KEY.matcher(before(mark)).matches();
  }

  /** The index of the last line with more than a comment before that of the mark; -1 if none. */
  int above(Mark mark) {
    int index = mark.getLine() - 1;
    while (index >= 0 && (line(index).isBlank() || line(index).strip().startsWith("#"))) {
      index--;
    }
    return index;
  }

  /** A line without blanks around it and without a comment. */
  String bare(int index) {
    return line(index).replaceFirst("\\s+#.*$", "").strip();
  }

  /** How many blanks a line begins with. */
  int indent(int index) {
    String line = line(index);
    return line.length() - line.stripLeading().length();
  }

  /** The column of the first tab in front of anything else, from 0; -1 if there is none. */
  int tab(Mark mark) {
    Matcher tab = Pattern.compile("^ *\t").matcher(line(mark));
    return tab.find() ? tab.end() - 1 : -1;
  }

  /** The index of the first line of a merge that was not finished, or null. */
  @Nullable Integer conflict() {
    for (int i = 0; i < lines.size(); i++) {
      if (line(i).matches("<{7}( .*)?")) {
        return i;
      }
    }
    return null;
  }
}
