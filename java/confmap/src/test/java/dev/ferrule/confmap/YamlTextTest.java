package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole texts: documents, keys, anchors, and what cannot be a configuration. */
final class YamlTextTest {
  private static final String UNSUPPORTED =
      "unsupported type=%s for retrieved config, ensure that values are wrapped in quotes";
  private static final String MAP = UNSUPPORTED.formatted("map[interface {}]interface {}");

  private final Sources sources = new Sources(Path.of("."));

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "`` => {}",
        "` ` => {}",
        "# only this => {}",
        "null => {}",
        "--- => {}",
        "{} => {}",
        "`---\na: 1\n---\nb: [` => {a: 1}",
        "`a: 1\n...\n---\nb: 2` => {a: 1}",
        "`a: 1\r\nb: 2\r\n` => {a: 1, b: 2}",
        "{\"a\": [1, \"x\", null]} => {a: [1, \"x\", null]}",
      })
  void readsTheFirstDocument(String yaml, String expected) {
    assertThat(sources.outcome("yaml:" + yaml)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "`  a: 1\nb: 2` => inline yaml:2:1: invalid YAML: this does not belong to what stands before it: indent it like the lines above",
        "{a: 1} b => inline yaml:1:8: invalid YAML: this does not belong to what stands before it: indent it like the lines above",
        "{a: 1}} => inline yaml:1:7: invalid YAML: this does not belong to what stands before it: indent it like the lines above",
      })
  void refusesWhatGoLeavesUnread(String yaml, String expected) {
    assertThat(sources.outcome("yaml:" + yaml)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "`a: 1\nb: 2\na: 3` => inline yaml:3:1: mapping key \"a\" already defined at line 1",
        "`a: 1\n\"a\": 2` => inline yaml:2:1: mapping key \"a\" already defined at line 1",
        "`a: {1: x, \"1\": y}` => inline yaml:1:11: mapping key \"1\" already defined at line 1",
        "`a: 1\na::b: 2` => inline yaml:2:1: mapping key \"a\" already defined at line 1",
        "`a::b: 1\na: {b: 2}` => inline yaml:2:5: mapping key \"b\" already defined at line 1",
      })
  void refusesKeysThatAreThereTwice(String yaml, String expected) {
    assertThat(sources.outcome("yaml:" + yaml)).isEqualTo(expected);
  }

  @Test
  void tellsOfADocumentThatIsNotRead() {
    LoadedConfig loaded = sources.load("yaml:a: 1\n---\nb: 2");
    assertThat(loaded.warnings().stream().map(Problem::toString))
        .containsExactly(
            "inline yaml:2:1: only the first document is read, and another begins here: remove the"
                + " line ---, or give each document a file and a --config of its own");
    assertThat(sources.load("yaml:---\na: 1\n...\n").warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "`a\nb: 1` => 1:1: this is no key with a value: write a colon after it",
        "`a: 1\nb:2\nc: 3` => 2:1: this is no key with a value: write a space after the colon",
        "`a:\n  b\n    c: 1` => 2:3: this is no key with a value: write a colon after it",
        "`a: 1\n  b: 2` => 2:3: this line is indented deeper than the one above, which has a value already: indent both alike",
        "`a:\n    b: 1\n   c: 2` => 3:4: this line is indented neither like the one above nor like any that it could belong to: indent it with 4 blanks, as the line above",
        "`a: 1\n  \tb: 2` => 2:3: a tab cannot indent a line: indent with spaces",
        "`a: [b\nc: 1` => 1:4: the list that begins here is not closed: write ] at its end, or a comma in front of line 2",
        "`a: {b: [1}\nc: 1` => 1:10: expected , or ] here, but got }",
        "`a: {b: 1\n  \"c\": 2}` => 1:4: the map that begins here is not closed: write } at its end, or a comma in front of line 2",
        "`a: {b: \"1\" \"c\": 2}` => 1:12: expected , or } here, but there is something else",
        "`a:\n  b:c\n  d: 1` => 2:3: this is no key with a value: write a space after the colon",
        "`a: b]\nc: [d]]` => 2:7: nothing is open that this could close: remove it",
        "`a: \"b\"c` => 1:7: there is more after the closing quote: put the whole value in quotes",
        "`a: \"b\nc: d` => 1:4: the text that begins here has no end: write the closing quote",
        "`a: {{ b }}` => 1:5: a map key must not be a map or list: if {{ }} is of a template, fill it in first; if braces are meant, use quotes",
        "`a: *:1` => 1:4: unknown anchor \":1\" referenced: put a value that begins with * in quotes",
        "`a:\n<<<<<<< ours\n  b: 1\n=======\n>>>>>>> theirs` => 2:1: a merge conflict was left in the text: keep one of its sides, without the lines of <, = and >",
      })
  void saysInPlainWordsWhatIsNoYaml(String yaml, String expected) {
    String[] parts = expected.split(": ", 2);
    assertThat(sources.outcome("yaml:" + yaml))
        .isEqualTo("inline yaml:" + parts[0] + ": invalid YAML: " + parts[1]);
  }

  @Test
  void aKeyMayBeTooLong() {
    assertThat(sources.outcome("yaml:" + "k".repeat(1030) + ": 1"))
        .isEqualTo(
            "inline yaml:1:1031: invalid YAML: a key has more than 1024 characters: choose a"
                + " shorter one");
  }

  @Test
  void reportsAllKeysThatAreThereTwice() {
    assertThat(sources.problems("yaml:{a: 1, a: 2, b: {c: 1, c: 2}}")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "a::b: 1 => {a: {b: 1}}",
        "a::b::c: {d::e: 1} => {a: {b: {c: {d: {e: 1}}}}}",
        "`a::b: 1\na::c: 2\na: {d: 3}` => {a: {b: 1, c: 2, d: 3}}",
        "a: [{b::c: 1}] => {a: [{b::c: 1}]}",
        "a:b: 1 => {a:b: 1}",
        "a/b::c: 1 => {a/b: {c: 1}}",
        "a: {1: x, true: y, 0x10: z} => {a: {1: \"x\", true: \"y\", 16: \"z\"}}",
      })
  void twoColonsPartKeysAtAnyDepth(String yaml, String expected) {
    assertThat(sources.outcome("yaml:" + yaml)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "`a: &x {k: 1, l: 2}\nb: {<<: *x, l: 3}` => {a: {k: 1, l: 2}, b: {l: 3, k: 1}}",
        "`a: &x {k: 1}\nb: &y {k: 2, m: 3}\nc: {<<: [*x, *y]}` => {a: {k: 1}, b: {k: 2, m: 3}, c: {k: 1, m: 3}}",
        "`a: &x [1]\nb: *x` => {a: [1], b: [1]}",
        "`a: {\"<<\": 1}` => {a: {<<: 1}}",
        "a: {<<: 1} => inline yaml:1:9: map merge requires map or sequence of maps as the value: write an alias, such as *defaults",
        "a: *x => inline yaml:1:4: invalid YAML: unknown anchor \"x\" referenced: write &x before the value that is meant, further up",
        "a: &x [*x] => inline yaml:1:8: invalid YAML: anchor \"x\" value contains itself",
      })
  void anchorsAndMergeKeys(String yaml, String expected) {
    assertThat(sources.outcome("yaml:" + yaml)).isEqualTo(expected);
  }

  @Test
  void refusesMapsWhoseKeysAreNoStrings() {
    assertThat(sources.outcome("yaml:{1: a}")).isEqualTo("inline yaml:1:1: " + MAP);
    assertThat(sources.outcome("yaml: {true: a}")).isEqualTo("inline yaml:1:2: " + MAP);
    assertThat(sources.env("M", "{1: a}").outcome("yaml:x: ${env:M}"))
        .isEqualTo("inline yaml:1:4: x: " + MAP + " (from env:M)");
  }

  @Test
  void refusesIntegersThatAreTooLarge() {
    String large = "9223372036854775808";
    assertThat(sources.env("N", large).outcome("yaml:x: ${env:N}"))
        .isEqualTo("inline yaml:1:4: x: " + UNSUPPORTED.formatted("uint64") + " (from env:N)");
    // Within a map Go reads it as a number of another type; ours has no such type.
    assertThat(sources.outcome("yaml:x: " + large)).isEqualTo("{x: 9.223372036854776E18}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "0123 => <83|0123>",
        "\"0123\" => <\"\"0123\"\"|\"0123\">",
        "!!str 1 => <\"!!str 1\"|!!str 1>",
        "text => <\"text\"|text>",
        "` text ` => <\" text \"| text >",
        "[1, 2] => <[1, 2]|[1, 2]>",
        "`[1] # note` => <[1]|[1] # note>",
        "{a: b} => <{a: \"b\"}|{a: b}>",
        "2023-01-02 => <2023-01-02T00:00:00Z|2023-01-02>",
        "[ => <\"[\"|[>",
        "%x => <\"%x\"|%x>",
        "a: b: c => <\"a: b: c\"|a: b: c>",
        "null => <null|null>",
        "1.0 => <1.0|1.0>",
      })
  void aWholeReferenceKeepsItsValueAndItsText(String value, String expected) {
    sources.env("V", value);
    assertThat(sources.outcome("yaml:x: ${env:V}")).isEqualTo("{x: " + expected + "}");
  }
}
