package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.confmap.ConfigNode.ListNode;
import dev.ferrule.confmap.ConfigNode.MapNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Properties of any input. {@code -Dferrule.fuzz.cases} sets how many cases each has, {@code
 * -Dferrule.fuzz.seed} repeats a run.
 */
final class FuzzTest {
  private static final int CASES = Integer.getInteger("ferrule.fuzz.cases", 400);
  private static final long SEED = Long.getLong("ferrule.fuzz.seed", System.nanoTime());
  private static final List<String> corpus = new ArrayList<>();

  @TempDir Path directory;
  private Sources sources = new Sources(Path.of("."));

  @BeforeAll
  static void readCorpus() throws IOException {
    String root = Objects.requireNonNull(System.getProperty("ferrule.root"));
    try (Stream<Path> files = Files.list(Path.of(root, "java/confmap/src/test/resources/fuzz"))) {
      for (Path file : files.sorted().toList()) {
        corpus.add(Files.readString(file));
      }
    }
    assertThat(corpus).isNotEmpty();
  }

  @BeforeEach
  void sources() {
    sources =
        new Sources(directory)
            .file("part.yaml", "x: [1, '${env:PORT}']\ny::z: text\n")
            .file("loop.yaml", "x: ${file:loop.yaml}\n")
            .env("HOST", "localhost")
            .env("PORT", "04317")
            .env("MAP", "{k: 1, l: ['${env:PORT}'], m::n: \"q\"}")
            .env("LIST", "[a, 'x${env:PORT}', {b: 2}]")
            .env("PING", "${env:PONG}")
            .env("PONG", "${env:PING}")
            .env("GROWS", "x${env:GROWS}");
  }

  /** Runs one case after the other; a failure names the seed that repeats it. */
  private static void each(String property, Consumer<Mutator> check) {
    System.out.printf("fuzz: %s, -Dferrule.fuzz.seed=%d, %d cases%n", property, SEED, CASES);
    for (int i = 0; i < CASES; i++) {
      try {
        check.accept(new Mutator(new Random(SEED + i), corpus));
      } catch (Throwable e) {
        throw new AssertionError(
            "%s: case %d of -Dferrule.fuzz.seed=%d".formatted(property, i, SEED), e);
      }
    }
  }

  /** What came of a text, with everything that must be the same the next time. */
  private String load(String text) {
    SourceTexts texts = new SourceTexts();
    // Half a character cannot be written to a file.
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sources.file("c.yaml", new String(bytes, StandardCharsets.UTF_8));
    try {
      LoadedConfig loaded = sources.load(texts, "c.yaml");
      checkPlaces(loaded.root(), texts);
      loaded.warnings().forEach(warning -> checkPlace(warning.position(), texts));
      return Sources.shown(loaded.root()) + loaded.warnings() + loaded.notes();
    } catch (ConfigException e) {
      assertThat(e.problems()).isNotEmpty();
      e.problems().forEach(problem -> checkPlace(problem.position(), texts));
      return String.valueOf(e.getMessage());
    }
  }

  private static void checkPlaces(ConfigNode node, SourceTexts texts) {
    checkPlace(node.position(), texts);
    switch (node) {
      case MapNode map -> {
        map.keyPositions().values().forEach(position -> checkPlace(position, texts));
        map.entries().values().forEach(child -> checkPlaces(child, texts));
      }
      case ListNode list -> list.elements().forEach(child -> checkPlaces(child, texts));
      case ConfigNode.ScalarNode _ -> {
        // It has no more places.
      }
    }
  }

  private static void checkPlace(@Nullable Position position, SourceTexts texts) {
    if (position == null || position.line() == 0) {
      return;
    }
    String line = texts.line(position).orElse(null);
    if (line == null) {
      // What ends before its time may be reported behind the last line break.
      Position before = new Position(position.source(), position.line() - 1, 1);
      assertThat(position.line() == 1 || texts.line(before).isPresent())
          .as("%s", position)
          .isTrue();
      assertThat(position.column()).as("%s", position).isEqualTo(1);
    } else {
      assertThat(position.column())
          .as("%s", position)
          .isBetween(1, line.codePointCount(0, line.length()) + 1);
    }
    Position.Inclusion inclusion = position.inclusion();
    checkPlace(inclusion == null ? null : inclusion.at(), texts);
  }

  @Test
  void anyTextLoadsOrIsRefusedAlwaysTheSameWay() {
    each(
        "any text",
        mutator -> {
          String text = mutator.text();
          assertThat(load(text)).isEqualTo(load(text));
        });
  }

  @Test
  void anyTokensAreAValueOrAreRefused() {
    each(
        "any value",
        mutator -> assertThat(load("a: " + mutator.tokens(8) + "\nb: 1")).isNotEmpty());
  }

  @Test
  void anyUriIsReadOrRefused() {
    each(
        "any uri",
        mutator -> {
          String uri = mutator.tokens(5);
          assertThat(sources.outcome(uri.contains("http") ? "x" : uri)).isNotEmpty();
          assertThat(sources.outcome("--set " + uri)).isNotEmpty();
        });
  }

  @Test
  void whatHasNoDollarsStaysAsItIs() {
    each(
        "no dollars",
        mutator -> {
          String text = mutator.tokens(12).replace("${", "{").replace("$$", "$");
          String value = text.replaceAll("\\$(?=[${])", "").replaceAll("[^\\x20-\\x7e]", "é");
          assertThat(sources.root("yaml:a: " + quoted(value)).plain())
              .isEqualTo(java.util.Map.of("a", value));
        });
  }

  @Test
  void aBrokenSettingLeavesTheOthersAlone() {
    String good = "{\"good\": {\"list\": \"${env:LIST}\", \"text\": \"x${PORT}$$\"}, \"bad\": %s}";
    String alone = Sources.shown(Objects.requireNonNull(root(good.formatted("1"), "good")));
    each(
        "a broken setting",
        mutator -> {
          String value = printable(mutator.tokens(8));
          try {
            MapNode root = sources.root("yaml:" + good.formatted(quoted(value)));
            assertThat(Sources.shown(Objects.requireNonNull(root.get("good")))).isEqualTo(alone);
          } catch (ConfigException e) {
            assertThat(e.problems())
                .allSatisfy(problem -> assertThat(problem.path().parts()).startsWith("bad"));
          }
        });
  }

  @Test
  void aVariableMayNameAnother() {
    each(
        "nested variables",
        mutator -> {
          String value = printable(mutator.tokens(6));
          sources.env("DIRECT", value).env("NESTED", "${env:DIRECT}");
          assertThat(outcome("${env:NESTED}")).isEqualTo(outcome("${env:DIRECT}"));
          assertThat(outcome("x${env:NESTED}")).isEqualTo(outcome("x${env:DIRECT}"));
        });
  }

  @Test
  void inlineYamlIsWhatItSays() {
    each(
        "inline yaml",
        mutator -> {
          String value = "[" + printable(mutator.tokens(6)).replaceAll("[${}\n\t]", "") + "]";
          ConfigNode direct = root("{a: " + value + "}", "a");
          ConfigNode inline = root("a: " + quoted("${yaml:" + value + "}"), "a");
          if (direct != null && inline instanceof ListNode) {
            assertThat(inline.plain()).isEqualTo(direct.plain());
          }
        });
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", "");
  }

  /** The setting, or null if the text cannot be loaded. */
  private @Nullable ConfigNode root(String text, String key) {
    try {
      return sources.root("yaml:" + text).get(key);
    } catch (ConfigException e) {
      return null;
    }
  }

  /** What the value expands to; problems without the ways that led to them. */
  private String outcome(String value) {
    try {
      return Sources.shown(sources.root("yaml:a: " + quoted(value)));
    } catch (ConfigException e) {
      return e.problems().getFirst().message();
    }
  }
}
