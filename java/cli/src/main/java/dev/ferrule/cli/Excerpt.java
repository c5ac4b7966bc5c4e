package dev.ferrule.cli;

import dev.ferrule.confmap.Position;
import java.util.EnumSet;
import java.util.Set;

/** The line that a problem is on, with a caret below the place. */
final class Excerpt {
  /** Longer lines are cut around the place, so that the caret stays below it on a terminal. */
  private static final int MOST_CHARS = 120;

  /** Terminals show their characters in two columns. */
  private static final Set<Character.UnicodeScript> WIDE =
      EnumSet.of(
          Character.UnicodeScript.HAN,
          Character.UnicodeScript.HANGUL,
          Character.UnicodeScript.HIRAGANA,
          Character.UnicodeScript.KATAKANA);

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
    String below = blank(line.substring(from, at));
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

  /** Blanks as wide as the text is on a terminal. */
  private static String blank(String text) {
    StringBuilder blanks = new StringBuilder();
    text.codePoints()
        .forEach(character -> {
          // Tabs stay, so that the terminal moves the caret as it moves the text.
          blanks.append(character == '\t' ? "\t" : " ".repeat(width(character)));
        });
    return blanks.toString();
  }

  private static int width(int character) {
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    boolean wide =
        Character.isIdeographic(character)
            || Character.isEmojiPresentation(character)
            || WIDE.contains(Character.UnicodeScript.of(character))
            || (character >= 0x3000 && character <= 0x303e)
            || (character >= 0xff01 && character <= 0xff60);
    return wide ? 2 : 1;
  }
}
