package dev.ferrule.cli;

import dev.ferrule.confmap.Position;

/** The line that a problem is on, with a caret below the place. */
final class Excerpt {
  /** Longer lines are cut around the place, so that the caret stays below it on a terminal. */
  private static final int MOST_CHARS = 120;

  private Excerpt() {}

  /**
   * Two lines, indented, each ending with a line break.
   *
   * @param line of the source, as it was read
   * @param position its column counts code points, from 1
   */
  static String of(String line, Position position, TextStyle style) {
    int column = Math.min(position.column() - 1, line.codePointCount(0, line.length()));
    int at = line.offsetByCodePoints(0, Math.max(column, 0));
    int from = Math.max(0, Math.min(at - MOST_CHARS / 2, line.length() - MOST_CHARS));
    int to = Math.min(line.length(), from + MOST_CHARS);
    // Tabs stay, so that the terminal moves the caret as it moves the text.
    String below = line.substring(from, at).replaceAll("[^\t]", " ");
    String before = from > 0 ? "..." : "";
    return "    %s%s%s%n    %s%s%s%n"
        .formatted(
            before,
            line.substring(from, to),
            to < line.length() ? "..." : "",
            " ".repeat(before.length()),
            below,
            style.caret("^"));
  }
}
