package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each kind of YAML value becomes for each type of setting, written in place or referenced.
 */
final class ScalarDecodingTest {

  record Scalars(
      String text,
      Opaque secret,
      boolean flag,
      int small,
      long large,
      double real,
      Duration time,
      List<String> list) {
    static final Scalars DEFAULTS =
        new Scalars(
            "text", new Opaque("secret"), true, 7, 7L, 7.5, Duration.ofSeconds(7), List.of("a"));

    Object of(String key) {
      return switch (key) {
        case "text" -> text;
        case "secret" -> secret.value();
        case "flag" -> flag;
        case "small" -> small;
        case "large" -> large;
        case "real" -> real;
        case "time" -> GoDuration.print(time);
        case "list" -> list;
        default -> throw new IllegalArgumentException(key);
      };
    }
  }

  private static final ConfigType<Scalars> TYPE = ConfigType.of(Scalars.DEFAULTS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // setting | written | in place        | by reference
        "text  | abc        | abc              | abc",
        "text  | '123'      | 123              | '123'",
        "text  | 123        | expected string, got int   | 123",
        "text  | 0123       | expected string, got int   | 0123",
        "text  | 1.5        | expected string, got float | 1.5",
        "text  | true       | expected string, got bool  | true",
        "text  | 2023-01-02 | expected string, got timestamp | 2023-01-02",
        "text  | [a, b]     | expected string, got list  | [a, b]",
        "text  | {a: b}     | expected string, got map   | {a: b}",
        "text  | yes        | yes              | yes",
        "text  | 1:30       | 1:30             | 1:30",
        "secret| abc        | abc              | abc",
        "secret| 123        | expected string, got int   | 123",
        "secret| \"0123\"   | 0123             | \"0123\"",
        "flag  | false      | false            | false",
        "flag  | FALSE      | false            | false",
        "flag  | no         | expected bool, got string  | expected bool, got string",
        "flag  | 'false'    | expected bool, got string  | expected bool, got string",
        "flag  | 0          | expected bool, got int     | expected bool, got int",
        "flag  | 0.0        | expected bool, got float   | expected bool, got float",
        "small | 12         | 12               | 12",
        "small | -12        | -12              | -12",
        "small | 0123       | 83               | 83",
        "small | 0x1F       | 31               | 31",
        "small | 0b11       | 3                | 3",
        "small | 1_000      | 1000             | 1000",
        "small | 1.9        | 1                | 1",
        "small | -1.9       | -1               | -1",
        "small | 1e3        | 1000             | 1000",
        "small | 089        | 89               | 89",
        "small | 3000000000 | out of range     | out of range",
        "small | '12'       | expected int, got string   | expected int, got string",
        "small | true       | expected int, got bool     | expected int, got bool",
        "small | [1]        | expected int, got list     | expected int, got list",
        "small | .nan       | not a number     | not a number",
        "large | 3000000000 | 3000000000       | 3000000000",
        "large | 9223372036854775807 | 9223372036854775807 | 9223372036854775807",
        "real  | 3          | 3.0              | 3.0",
        "real  | .5         | 0.5              | 0.5",
        "real  | '3'        | expected float, got string | expected float, got string",
        "real  | .inf       | Infinity         | Infinity",
        "time  | 10s        | 10s              | 10s",
        "time  | 1h2m3.5s   | 1h2m3.5s         | 1h2m3.5s",
        "time  | -3ms       | -3ms             | -3ms",
        "time  | '0'        | 0s               | time: invalid duration",
        "time  | 10         | 10ns             | 10ns",
        "time  | 1.9        | 1ns              | 1ns",
        "time  | '10'       | time: missing unit in duration \"10\": write the unit, such as 10s | time: invalid duration",
        "time  | soon       | time: invalid duration \"soon\" | time: invalid duration",
        "time  | 5 s        | time: unknown unit \" s\" in duration | time: unknown unit",
        "time  | 5d         | time: unknown unit \"d\" in duration | time: unknown unit",
        "time  | true       | expected duration, got bool | expected duration, got bool",
        "list  | [x, y]     | [x, y]           | [x, y]",
        "list  | []         | []               | []",
        "list  | 'x, y,z'   | [x,  y, z]       | ['x,  y, z']",
        "list  | ''         | []               | ['']",
        "list  | x          | [x]              | [x]",
        "list  | [1]        | list::0: expected string, got int | expected string, got int",
        "list  | 1          | expected list, got int     | expected list, got int",
        "list  | {a: b}     | expected list, got map     | expected list, got map",
      })
  void aValueBecomesWhatTheSettingIs(
      String setting, String written, String direct, String referenced) {
    assertThat(result(setting, setting + ": " + written, Map.of())).contains(direct);
    assertThat(result(setting, setting + ": ${env:X}", Map.of("X", written))).contains(referenced);
  }

  private static String result(String setting, String yaml, Map<String, String> environment) {
    Decoded<Scalars> decoded = Decoded.of(TYPE, yaml, environment);
    return decoded.problems().isEmpty()
        ? decoded.config().of(setting).toString()
        : decoded.problem();
  }

  /** A scalar without a value is Go's zero value, not the default; a list keeps its default. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "text,''",
        "secret,''",
        "flag,false",
        "small,0",
        "large,0",
        "real,0.0",
        "time,0s",
        "list,[a]"
      })
  void aNullIsZero(String setting, String expected) {
    for (String yaml : List.of(": null", ":", ": ~", ": ${env:UNSET}")) {
      assertThat(Decoded.of(TYPE, setting + yaml).good().of(setting)).hasToString(expected);
    }
    assertThat(Decoded.of(TYPE, setting + ": ${env:EMPTY}", Map.of("EMPTY", "")).good().of(setting))
        .hasToString(expected);
  }

  @Test
  void aGivenEmptyDefaultIsAnEmptyString() {
    assertThat(Decoded.of(TYPE, "text: ${env:UNSET:-}").good().text()).isEmpty();
    assertThat(Decoded.of(TYPE, "small: ${env:UNSET:-}").problem())
        .contains("expected int, got string");
  }

  @Test
  void whatIsNotWrittenKeepsItsDefault() {
    assertThat(Decoded.of(TYPE, "").good()).isEqualTo(Scalars.DEFAULTS);
    assertThat(Decoded.of(TYPE, "small: 1").good().text()).isEqualTo("text");
  }

  @Test
  void keysAreCaseSensitiveAndAllProblemsAreReported() {
    assertThat(Decoded.of(TYPE, "Text: a\nflagg: true\nsmall: x\nqwertz: 1").problems())
        .containsExactly(
            "c.yaml:1:1: Text: unknown key: did you mean \"text\"?",
            "c.yaml:2:1: flagg: unknown key: did you mean \"flag\"?",
            "c.yaml:4:1: qwertz: unknown key: valid keys: text, secret, flag, small, large, real,"
                + " time, list",
            "c.yaml:3:8: small: expected int, got string: write a number, without quotes");
  }

  @Test
  void aSecretIsNeverShown() {
    assertThat(Decoded.of(TYPE, "secret: hidden").good().toString())
        .contains("[REDACTED]")
        .doesNotContain("hidden");
  }
}
