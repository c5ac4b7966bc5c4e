package dev.ferrule.confmap;

import java.util.List;
import java.util.Random;

/** Makes texts that are nearly right, from texts and tokens of the dialect. */
final class Mutator {
  private static final List<String> TOKENS =
      List.of(
          "${",
          "}",
          "$$",
          "$",
          "${env:",
          ":-",
          "${env:PORT}",
          "${PORT}",
          "${env:MAP}",
          "${env:LIST}",
          "${env:PING}",
          "${env:GROWS}",
          "${env:UNSET}",
          "${file:part.yaml}",
          "${file:loop.yaml}",
          "${file:none}",
          "${yaml:",
          "${none:x}",
          "env:",
          "file:",
          "yaml:",
          "::",
          ":",
          ": ",
          "- ",
          "? ",
          "\n",
          "\n  ",
          "\r\n",
          " ",
          "\t",
          "#",
          " #",
          "[",
          "]",
          "{",
          "}",
          ",",
          "'",
          "\"",
          "\\",
          "|\n",
          ">-\n",
          "|2\n",
          "&x ",
          "*x",
          "*base",
          "<<: ",
          "<<: *base",
          "!!str ",
          "!!int ",
          "!!binary ",
          "! ",
          "!x ",
          "---\n",
          "...\n",
          "%YAML 1.1\n",
          "~",
          "null",
          "true",
          "0123",
          "1e3",
          "2023-01-02",
          "@",
          "`",
          "\0",
          "\u0085",
          "\u2028",
          "\ufeff",
          "\ud83d\ude00",
          "\ud83d",
          "é",
          "a",
          "k: v\n");

  private final Random random;
  private final List<String> corpus;

  Mutator(Random random, List<String> corpus) {
    this.random = random;
    this.corpus = corpus;
  }

  /** A text of the corpus with some changes. */
  String text() {
    StringBuilder text = new StringBuilder(pick(corpus));
    int changes = random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      change(text);
    }
    return text.toString();
  }

  /** Some tokens in a row. */
  String tokens(int most) {
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(most + 1);
    for (int i = 0; i < count; i++) {
      text.append(pick(TOKENS));
    }
    return text.toString();
  }

  private void change(StringBuilder text) {
    int at = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), at + random.nextInt(12));
    switch (random.nextInt(7)) {
      case 0 -> text.delete(at, to);
      case 1 -> text.insert(at, text.substring(at, to).repeat(1 + random.nextInt(3)));
      case 2 -> text.setLength(at);
      case 3 -> {
        String other = pick(corpus);
        int from = random.nextInt(other.length());
        text.insert(at, other, from, Math.min(other.length(), from + random.nextInt(40)));
      }
      default -> text.replace(at, Math.min(to, at + random.nextInt(2)), pick(TOKENS));
    }
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
