package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sections that are on or off, and what a null, a map and {@code enabled} make of them. */
final class OptionalDecodingTest {

  record Section(int size, String name) implements Validated {
    static final Section DEFAULTS = new Section(5, "five");

    @Override
    public void validate(Rules rules) {
      if (size < 0) {
        rules.broken("size", "must not be negative");
      }
    }
  }

  /**
   * Sections.
   *
   * @param none off unless it is written
   * @param some on unless it is turned off
   * @param bare off, and off if nothing is written in it
   * @param number a scalar
   */
  record Sections(
      Optional<Section> none,
      Optional<Section> some,
      @NullIsNone Optional<Section> bare,
      Optional<Integer> number,
      Map<String, Section> named,
      List<Section> listed) {
    static final Sections DEFAULTS =
        new Sections(
            Optional.empty(),
            Optional.of(new Section(9, "nine")),
            Optional.empty(),
            Optional.of(3),
            Map.of(),
            List.of());

    String of(String key) {
      return switch (key) {
        case "none" -> text(none);
        case "some" -> text(some);
        case "bare" -> text(bare);
        case "number" -> number.map(Object::toString).orElse("off");
        default -> throw new IllegalArgumentException(key);
      };
    }

    private static String text(Optional<Section> section) {
      return section.map(it -> it.size() + " " + it.name()).orElse("off");
    }
  }

  private static final ConfigType<Sections> TYPE = ConfigType.of(Sections.DEFAULTS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "none   | x: 1                      | off",
        "none   | none:                     | 5 five",
        "none   | none: {}                  | 5 five",
        "none   | none: {size: 1}           | 1 five",
        "none   | none: {enabled: true}     | 5 five",
        "none   | none: {enabled: false}    | off",
        "none   | none: {enabled: false, size: 1} | off",
        "none   | none: {enabled: false, size: -1} | off",
        "none   | none: {enabled: 'false'}  | expected bool, got string",
        "none   | none: {enabled: 0}        | expected bool, got int",
        "none   | none: {enabled: false, sise: 1} | unknown key",
        "none   | none: {size: -1}          | must not be negative",
        "none   | none: 3                   | expected map, got int",
        "none   | none: []                  | expected map, got list",
        "some   | x: 1                      | 9 nine",
        "some   | some:                     | 9 nine",
        "some   | some: {}                  | 9 nine",
        "some   | some: {size: 1}           | 1 nine",
        "some   | some: {enabled: false}    | off",
        "bare   | bare:                     | off",
        "bare   | bare: {}                  | 5 five",
        "bare   | bare: {name: x}           | 5 x",
        "bare   | bare: {enabled: false}    | off",
        "number | x: 1                      | 3",
        "number | number: 4                 | 4",
        "number | number:                   | off",
        "number | number: x                 | expected int, got string",
      })
  void aSectionIsOnOrOff(String key, String yaml, String expected) {
    Decoded<Sections> decoded = Decoded.of(TYPE, yaml.replace("x: 1", "number: 3"));
    String result = decoded.problems().isEmpty() ? decoded.config().of(key) : decoded.problem();
    assertThat(result).contains(expected);
  }

  @Test
  void aNullAmongNamedSectionsIsOneWithDefaults() {
    Sections sections = Decoded.of(TYPE, "named: {a: , b: {size: 2}}").good();
    assertThat(sections.named())
        .isEqualTo(Map.of("a", Section.DEFAULTS, "b", new Section(2, "five")));
  }

  @Test
  void aListReplacesTheDefaultAndItsElementsStartFromDefaults() {
    assertThat(Decoded.of(TYPE, "listed: [{size: 1}, {}]").good().listed())
        .containsExactly(new Section(1, "five"), Section.DEFAULTS);
    assertThat(Decoded.of(TYPE, "listed: [{size: 1}, {sise: 1}, 3]").problems())
        .containsExactly(
            "c.yaml:1:22: listed::1::sise: unknown key: did you mean \"size\"?",
            "c.yaml:1:32: listed::2: expected map, got int: write its settings below it, such as"
                + " size:");
  }

  @Test
  void aRuleIsReportedAtItsSetting() {
    assertThat(Decoded.of(TYPE, "named:\n  a:\n    size: -1\n").problem())
        .isEqualTo("c.yaml:3:11: named::a::size: must not be negative");
  }
}
