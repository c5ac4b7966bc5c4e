package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What is printed loads to the same settings. */
final class PrintedConfigTest {

  enum Color {
    RED,
    @Key("dark-blue")
    BLUE
  }

  record Inner(int number, Optional<String> text, Optional<Inner2> section) {
    static final Inner DEFAULTS = new Inner(1, Optional.of("t"), Optional.of(Inner2.DEFAULTS));
  }

  record Inner2(double real, Duration time) {
    static final Inner2 DEFAULTS = new Inner2(0.5, Duration.ofMillis(1500));
  }

  record Outer(
      String text,
      Opaque secret,
      boolean flag,
      long number,
      Color color,
      List<String> list,
      Map<String, Inner> named,
      List<Inner> listed,
      @NameValueList Map<String, Opaque> headers,
      Optional<Inner> off,
      @NullIsNone Optional<Inner2> bare,
      @Inline Inner2 inline) {
    static final Outer DEFAULTS =
        new Outer(
            "",
            new Opaque(""),
            true,
            3,
            Color.RED,
            List.of("d"),
            Map.of(),
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Inner2.DEFAULTS);
  }

  private static final ConfigType<Outer> TYPE = ConfigType.of(Outer.DEFAULTS);

  /** What is hard to write in YAML, or means something to the expansion. */
  private static final List<String> PIECES =
      List.of(
          "$",
          "$$",
          "${",
          "}",
          "${env:X}",
          ":",
          "::",
          "#",
          " ",
          "'",
          "\"",
          "\n",
          "\t",
          "-",
          "[",
          "]",
          "{",
          ",",
          "0123",
          "1e3",
          "yes",
          "true",
          "null",
          "~",
          "2023-01-02",
          "<<",
          "=",
          "\\",
          "%",
          "@",
          "`",
          "\u00e9",
          "\ud83d\ude00",
          "\u0001",
          "\u0085",
          "\u2028",
          "a",
          "b c",
          "!x",
          "&a",
          "*a",
          "?",
          "|",
          ">",
          "0x1F",
          ".5",
          "1:30",
          "\r\n",
          "\ufeff");

  @ParameterizedTest
  @EnumSource(PrintStyle.Durations.class)
  void loadsToTheSame(PrintStyle.Durations durations) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      Outer outer = outer(random);
      JsonNode tree = TYPE.print(outer, new PrintStyle(false, durations));
      String text =
          durations == PrintStyle.Durations.TEXT ? ConfigYaml.print(tree) : ConfigJson.print(tree);
      assertThat(Decoded.of(TYPE, text).good())
          .as("seed %d, case %d:%n%s", seed, i, text)
          .isEqualTo(outer);
    }
  }

  private static Outer outer(Random random) {
    Map<String, Inner> named = new LinkedHashMap<>();
    List<Inner> listed = new ArrayList<>();
    Map<String, Opaque> headers = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      // Two colons in a key part it, and a key without text is another matter.
      named.put("k" + text(random).replace("::", ""), inner(random));
      listed.add(inner(random));
      headers.put("h" + text(random), new Opaque(text(random)));
    }
    List<String> list = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      list.add(text(random));
    }
    return new Outer(
        text(random),
        new Opaque(text(random)),
        random.nextBoolean(),
        random.nextLong(),
        Color.values()[random.nextInt(2)],
        list,
        named,
        listed,
        headers,
        random.nextBoolean() ? Optional.of(inner(random)) : Optional.empty(),
        random.nextBoolean() ? Optional.of(inner2(random)) : Optional.empty(),
        inner2(random));
  }

  private static Inner inner(Random random) {
    return new Inner(
        random.nextInt(),
        random.nextBoolean() ? Optional.of(text(random)) : Optional.empty(),
        random.nextBoolean() ? Optional.of(inner2(random)) : Optional.empty());
  }

  private static Inner2 inner2(Random random) {
    return new Inner2(
        random.nextInt(4) == 0 ? random.nextInt(100) : random.nextGaussian() * 1e9,
        Duration.ofNanos(random.nextLong() >> random.nextInt(64)));
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  @Test
  void quotesOnlyWhatNeedsIt() {
    Outer outer = Decoded.of(TYPE, "text: plain\nlist: ['0123', 'a b', '1.5', '[x]']").good();
    assertThat(ConfigYaml.print(TYPE.print(outer, new PrintStyle(true, PrintStyle.Durations.TEXT))))
        .startsWith("text: plain\nsecret: '[REDACTED]'\nflag: true\nnumber: 3\ncolor: red\n")
        .contains("  - '0123'\n  - a b\n  - '1.5'\n  - '[x]'\n")
        .contains("off:\n    enabled: false\nbare: null\nreal: 0.5\ntime: 1.5s\n");
  }
}
