package dev.ferrule.confmap;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what someone meant to write. */
public final class Spelling {
  private static final int MAX_LENGTH = 100;
  // Of a list of words; a longer one helps nobody.
  private static final int MOST_LISTED = 600;

  private Spelling() {}

  /**
   * What to write instead of a word that is not known: the nearest of those that are, or all of
   * them if none is near and they are not too many.
   *
   * @param plural what the words are, such as {@code keys}
   * @return null if there is nothing to say
   */
  public static @Nullable String hint(String written, Collection<String> words, String plural) {
    Optional<String> nearest = nearest(written, words);
    if (nearest.isPresent()) {
      return "did you mean \"" + nearest.get() + "\"?";
    }
    if (words.isEmpty()) {
      return null;
    }
    String all = String.join(", ", words);
    return all.length() > MOST_LISTED ? null : "valid " + plural + ": " + all;
  }

  /** The one of the words that was probably meant. */
  public static Optional<String> nearest(String written, Collection<String> words) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String word : words) {
      int distance = letters(word).equals(letters(written)) ? 0 : distance(written, word);
      if (distance < bestDistance && distance <= tolerance(word)) {
        best = word;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  private static int tolerance(String word) {
    return word.length() <= 3 ? 1 : word.length() <= 8 ? 2 : 3;
  }

  private static String letters(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }

  /** Edits between the words: insert, delete, change, or swap two neighbours. */
  private static int distance(String a, String b) {
    if (a.length() > MAX_LENGTH || b.length() > MAX_LENGTH) {
      return Integer.MAX_VALUE;
    }
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least =
            Math.min(edits[i - 1][j - 1] + change, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swap =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        edits[i][j] = swap ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
      }
    }
    return edits[a.length()][b.length()];
  }
}
