package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Go's mix of YAML 1.1 and 1.2, which no YAML library for the JVM has. */
final class ScalarDialectTest {
  private final Sources sources = new Sources(Path.of("."));

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "true => true",
        "True => true",
        "TRUE => true",
        "false => false",
        "tRUE => \"tRUE\"",
        "yes => \"yes\"",
        "no => \"no\"",
        "on => \"on\"",
        "Off => \"Off\"",
        "y => \"y\"",
        "N => \"N\"",
        "`` => null",
        "~ => null",
        "null => null",
        "Null => null",
        "NULL => null",
        "nULL => \"nULL\"",
        "none => \"none\"",
      })
  void wordsOfBothVersions(String yaml, String expected) {
    assertThat(sources.outcome("yaml:a: " + yaml)).isEqualTo("{a: " + expected + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "0 => 0",
        "-0 => 0",
        "+12 => 12",
        "0123 => 83",
        "-0123 => -83",
        "0o17 => 15",
        "0O17 => 15",
        "0x1F => 31",
        "0X1f => 31",
        "-0x1F => -31",
        "0b11 => 3",
        "0b12 => \"0b12\"",
        "0x => \"0x\"",
        "089 => 89.0",
        "1_000 => 1000",
        "1__0 => 10",
        "_1 => \"_1\"",
        "1e3 => 1000.0",
        "1E+3 => 1000.0",
        "1.5e-1 => 0.15",
        ".5 => 0.5",
        "1. => 1.0",
        "-.5 => -0.5",
        "+.5 => 0.5",
        ". => \".\"",
        "1.2.3 => \"1.2.3\"",
        "1e => \"1e\"",
        ".inf => Infinity",
        "+.inf => Infinity",
        "-.Inf => -Infinity",
        "inf => \"inf\"",
        ".NaN => NaN",
        "nan => \"nan\"",
        "1e999 => \"1e999\"",
        "9223372036854775807 => 9223372036854775807",
        "-9223372036854775808 => -9223372036854775808",
        "-9223372036854775809 => -9.223372036854776E18",
        "1:30 => \"1:30\"",
        "12:30:45 => \"12:30:45\"",
        "10s => \"10s\"",
        "1 2 => \"1 2\"",
        "０ => \"０\"",
      })
  void numbersOfBothVersions(String yaml, String expected) {
    assertThat(sources.outcome("yaml:a: " + yaml)).isEqualTo("{a: " + expected + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "2023-01-02 => 2023-01-02T00:00:00Z",
        "2023-1-2 => 2023-01-02T00:00:00Z",
        "2023-01-02T03:04:05Z => 2023-01-02T03:04:05Z",
        "2023-01-02t03:04:05.5Z => 2023-01-02T03:04:05.500Z",
        "2023-01-02T03:04:05+01:30 => 2023-01-02T01:34:05Z",
        "2023-01-02 03:04:05 => 2023-01-02T03:04:05Z",
        "2023-13-02 => \"2023-13-02\"",
        "2023-02-30 => \"2023-02-30\"",
        "2023-01 => \"2023-01\"",
        "03:04:05 => \"03:04:05\"",
        "\"2023-01-02\" => \"2023-01-02\"",
      })
  void unquotedDatesAreTimestamps(String yaml, String expected) {
    assertThat(sources.outcome("yaml:a: " + yaml)).isEqualTo("{a: " + expected + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "\"1\" => \"1\"",
        "'true' => \"true\"",
        "'it''s' => \"it's\"",
        "\"\\x41\\u00e9\\n\" => `\"Aé\n\"`",
        "= => \"=\"",
        "<< => \"<<\"",
        "a#b => \"a#b\"",
        "a #b => \"a\"",
        "a:b => \"a:b\"",
        "!!str 123 => \"123\"",
        "!!str true => \"true\"",
        "!!int 0x10 => 16",
        "!!float 1 => 1.0",
        "!!null => null",
        "!!bool true => true",
        "!!binary aGk= => \"hi\"",
        "!own x => \"x\"",
        "! 123 => 123",
        "!!timestamp 2023-01-02 => 2023-01-02T00:00:00Z",
      })
  void quotesAndTags(String yaml, String expected) {
    assertThat(sources.outcome("yaml:a: " + yaml)).isEqualTo("{a: " + expected + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "a: @x => 1:4: invalid YAML: found character '@' that cannot start any token: put the value in quotes",
        "a: %x => 1:4: invalid YAML: found character '%' that cannot start any token: put the value in quotes",
        "a: !!int x => 1:4: cannot decode !!str `x` as a !!int",
        "a: !!binary ? => 1:13: invalid YAML: mapping keys are not allowed here",
        "a: !!binary x%x => 1:4: !!binary value contains invalid base64 data",
        "a: 'x => 1:4: invalid YAML: the text that begins here has no end: write the closing quote",
        "a: \"\\q\" => 1:6: invalid YAML: there is no escape \\q in a text in double quotes: use single quotes, or write \\\\ for a backslash",
        "a: \"\\x => 1:7: invalid YAML: an escape such as \\x41 is cut off",
        "a: \"\\U0011ffff\" => 1:7: invalid YAML: found unknown escape character 0011ffff",
        "a: [1 => 1:4: invalid YAML: the list that begins here is not closed: write ] at its end",
        "`a:\n\t- 1` => 2:1: invalid YAML: a tab cannot indent a line: indent with spaces",
        "a: b: c => 1:5: invalid YAML: mapping values are not allowed here: put a value that holds a colon in quotes",
      })
  void whatIsNoScalar(String yaml, String expected) {
    assertThat(sources.outcome("yaml:" + yaml)).isEqualTo("inline yaml:" + expected);
  }

  @Test
  void blockScalarsEndAsInGo() {
    assertThat(sources.outcome("yaml:a: |\n  x\n  y")).isEqualTo("{a: \"x\ny\"}");
    assertThat(sources.outcome("yaml:a: |\n  x\n")).isEqualTo("{a: \"x\n\"}");
    assertThat(sources.outcome("yaml:a: >-\n  x\n  y\n")).isEqualTo("{a: \"x y\"}");
    assertThat(sources.outcome("yaml:a: |+\n  x\n\n")).isEqualTo("{a: \"x\n\n\"}");
  }
}
