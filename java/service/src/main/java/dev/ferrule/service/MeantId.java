package dev.ferrule.service;

import dev.ferrule.component.ComponentId;
import dev.ferrule.confmap.Spelling;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What to write instead of a key that is no id. */
final class MeantId {
  private static final Pattern PARTS = Pattern.compile("/?(\\w+)(?:[^\\w](.*))?");

  private MeantId() {}

  /**
   * A hint.
   *
   * @param types that there are
   */
  static @Nullable String hint(String written, Collection<String> types) {
    if (written.contains("${")) {
      return "references are not expanded in keys; write the id itself";
    }
    int slash = written.indexOf('/', 1);
    String type = slash < 0 ? written : written.substring(0, slash);
    String name = slash < 0 ? "" : written.substring(slash + 1);
    Optional<String> same =
        types.stream().filter(known -> letters(known).equals(letters(type))).findFirst();
    if (same.isPresent()) {
      return id(same.get(), name);
    }
    Matcher parts = PARTS.matcher(written);
    if (parts.matches() && types.contains(parts.group(1))) {
      return id(parts.group(1), parts.group(2) == null ? "" : parts.group(2));
    }
    Optional<String> near = Spelling.nearest(type, types);
    return near.isPresent() ? id(near.get(), name) : null;
  }

  private static String letters(String type) {
    return type.strip().toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }

  private static String id(String type, String name) {
    String clean = name.strip().replaceAll("[\\p{Z}\\p{C}\\p{S}]+", "_");
    if (!name.isEmpty() && clean.replace("_", "").isEmpty()) {
      return "a name has no blanks, control characters or symbols";
    }
    try {
      return "did you mean \"%s\"?".formatted(new ComponentId(type, clean));
    } catch (IllegalArgumentException e) {
      return "choose a shorter name";
    }
  }
}
