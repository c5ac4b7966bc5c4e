package dev.ferrule.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation, part of which a run writes. */
final class Page {
  private static final String BEGIN = "<!-- results: begin -->\n";
  private static final String END = "<!-- results: end -->";

  private Page() {}

  /**
   * Puts a text between the markers of a page.
   *
   * @throws IllegalStateException if the markers are not there
   */
  static String fill(String page, String text) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(
          "the page has no lines %s and %s, between which the results go"
              .formatted(BEGIN.strip(), END));
    }
    return page.substring(0, begin + BEGIN.length()) + text + page.substring(end);
  }

  /** Does so in a file. */
  static void write(Path file, String text) throws IOException {
    Files.writeString(file, fill(Files.readString(file), text));
  }
}
