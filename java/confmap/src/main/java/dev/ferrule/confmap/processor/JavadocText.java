package dev.ferrule.confmap.processor;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Javadoc comment as text for people who do not read Javadoc: code stands in backquotes,
 * paragraphs are parted by an empty line, lines are joined.
 *
 * @param description what stands before the first block tag
 * @param parameters what {@code @param} says, by name
 */
record JavadocText(String description, Map<String, String> parameters) {
  private static final Pattern BLOCK = Pattern.compile("(?m)^\\s*@(\\w+)\\b");
  private static final Pattern PARAMETER = Pattern.compile("\\s*(\\w+)\\s+(.*)", Pattern.DOTALL);
  // Braces may stand in it, one level of them.
  private static final Pattern CODE =
      Pattern.compile("\\{@(?:code|literal)\\s+((?:[^{}]|\\{[^{}]*})*)}");
  // A link's label if it has one, else what it links to, without the class.
  private static final Pattern LINK =
      Pattern.compile(
          "\\{@link(?:plain)?\\s+(?:[\\w.]*#)?([\\w.]+)(?:\\([^)]*\\))?(?:\\s+([^}]*))?}");

  static JavadocText parse(@Nullable String comment) {
    String text = comment == null ? "" : comment;
    Matcher block = BLOCK.matcher(text);
    if (!block.find()) {
      return new JavadocText(plain(text), Map.of());
    }
    String description = plain(text.substring(0, block.start()));
    Map<String, String> parameters = new LinkedHashMap<>();
    boolean more = true;
    while (more) {
      String tag = block.group(1);
      int start = block.end();
      more = block.find();
      Matcher parameter =
          PARAMETER.matcher(text.substring(start, more ? block.start() : text.length()));
      if (tag.equals("param") && parameter.matches()) {
        parameters.put(parameter.group(1), sentence(plain(parameter.group(2))));
      }
    }
    return new JavadocText(description, parameters);
  }

  private static String plain(String javadoc) {
    String text = CODE.matcher(javadoc).replaceAll("`$1`");
    text = LINK.matcher(text).replaceAll(link -> label(link.group(1), link.group(2)));
    text = text.replaceAll("\\s+", " ").replaceAll("\\s*<p>\\s*", "\n\n");
    text = text.replaceAll("\\s*<li>\\s*", "\n- ").replaceAll("\\s*</?[a-z]+>\\s*", " ");
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip();
  }

  /** Begins with a capital letter and ends with a full stop. */
  private static String sentence(String text) {
    if (text.isEmpty()) {
      return text;
    }
    String capital = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    return text.endsWith(".") ? capital : capital + ".";
  }

  private static String label(String target, @Nullable String label) {
    return Matcher.quoteReplacement(
        label == null || label.isBlank() ? "`" + target + "`" : label.strip());
  }
}
