package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was meant by a key that a record does not have.
 *
 * @param meant the keys of the record that were probably meant, or that hold what was meant
 * @param hint what to write instead; null if there is nothing to say
 */
record UnknownKey(Set<String> meant, @Nullable String hint) {
  private static final int MOST_GUESSES = 3;
  private static final int DEPTH = 3;

  static UnknownKey of(String key, RecordShape shape) {
    List<String> keys = shape.keys();
    Optional<String> near = Spelling.nearest(key, keys);
    if (near.isPresent()) {
      return new UnknownKey(Set.of(near.get()), didYouMean(List.of(near.get())));
    }
    List<List<String>> guesses = new ArrayList<>();
    find(key, shape, DEPTH, guesses);
    if (guesses.isEmpty()) {
      relatives(key, keys).forEach(relative -> guesses.add(List.of(relative)));
    }
    if (guesses.isEmpty() || guesses.size() > MOST_GUESSES) {
      return new UnknownKey(Set.of(), Spelling.hint(key, keys, "keys"));
    }
    return new UnknownKey(
        guesses.stream().map(List::getFirst).collect(Collectors.toSet()),
        didYouMean(guesses.stream().map(path -> String.join(KeyPaths.SEPARATOR, path)).toList()));
  }

  /** Adds the ways to that key in the records below, down to a depth. */
  private static void find(String key, RecordShape shape, int depth, List<List<String>> found) {
    for (RecordSetting setting : shape.settings()) {
      RecordShape below = setting.type().record();
      if (setting.inline() && below != null) {
        find(key, below, depth, found);
      } else if (below != null && depth > 1) {
        List<List<String>> ways = new ArrayList<>();
        if (below.keys().contains(key)) {
          ways.add(List.of(key));
        } else {
          find(key, below, depth - 1, ways);
        }
        ways.forEach(
            way -> found.add(Stream.concat(Stream.of(setting.key()), way.stream()).toList()));
      }
    }
  }

  /** Keys that have all of it and more, such as {@code cert_file} for {@code cert}. */
  private static List<String> relatives(String key, List<String> keys) {
    // What such sections were once called, and what people call them.
    String stem = key.replaceFirst("_(settings|config)$", "");
    return keys.stream()
        .filter(known ->
            known.equals(stem) || known.startsWith(stem + "_") || known.endsWith("_" + stem))
        .toList();
  }

  private static String didYouMean(List<String> guesses) {
    return "did you mean "
        + guesses.stream().map(guess -> '"' + guess + '"').collect(Collectors.joining(" or "))
        + "?";
  }
}
