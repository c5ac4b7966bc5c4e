package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code --set} takes. */
final class SetTest {
  private final Sources sources = new Sources(Path.of(".")).env("V", "0123");

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "a=1 => {a: 1}",
        "a.b=v => {a: {b: \"v\"}}",
        "a::b=v => {a: {b: \"v\"}}",
        "a.b/c.d=2s => {a: {b/c: {d: \"2s\"}}}",
        "` a.b  =  x ` => {a: {b: \"x\"}}",
        "a= => {a: null}",
        "a=b=c => {a: \"b=c\"}",
        "a=[x, y] => {a: [\"x\", \"y\"]}",
        "a={x: 1, y.z: 2} => {a: {x: 1, y.z: 2}}",
        "a=\"1\" => {a: \"1\"}",
        "a=0123 => {a: 83}",
        "a=${env:V} => {a: <83|0123>}",
        "a=x${V} => {a: \"x0123\"}",
        "a=$${V} => {a: \"${V}\"}",
        "a=x # y => {a: \"x\"}",
        ".a=1 => {: {a: 1}}",
        "a => --set a: missing equal sign: write it as --set key=value",
        "a=b: c => --set a=b: c: invalid YAML: mapping values are not allowed here: put a value that holds a colon in quotes",
        "=1 => --set =1: missing key: write it as --set key=value",
      })
  void setsOneValue(String assignment, String expected) {
    assertThat(sources.outcome("--set " + assignment)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "a.b=9 => {a: {b: 9, c: [1]}}",
        "a.c=[2] => {a: {b: 1, c: [2]}}",
        "a={d: 3} => {a: {b: 1, c: [1], d: 3}}",
        "a= => {a: null}",
        "a={} => {a: {b: 1, c: [1]}}",
        "a.b.x=1 => {a: {b: {x: 1}, c: [1]}}",
      })
  void isMergedOverWhatWasWritten(String assignment, String expected) {
    assertThat(sources.outcome("--set " + assignment, "yaml:a: {b: 1, c: [1]}"))
        .isEqualTo(expected);
  }
}
