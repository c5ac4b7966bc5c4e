package dev.ferrule.exporter.debug.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected texts are what Go's {@code fmt} and {@code encoding/json} print. */
class GoNumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0.000000, 0",
    "-0.0, -0, -0.000000, -0",
    "1, 1, 1.000000, 1",
    "-2.5, -2.5, -2.500000, -2.5",
    "100000, 100000, 100000.000000, 100000",
    "999999.5, 999999.5, 999999.500000, 999999.5",
    "1000000, 1e+06, 1000000.000000, 1000000",
    "123456789, 1.23456789e+08, 123456789.000000, 123456789",
    "0.0001, 0.0001, 0.000100, 0.0001",
    "0.00001, 1e-05, 0.000010, 0.00001",
    "0.000001, 1e-06, 0.000001, 0.000001",
    "0.00000025, 2.5e-07, 0.000000, 2.5e-7",
    "0.0000005, 5e-07, 0.000000, 5e-7",
    "0.0000015, 1.5e-06, 0.000002, 0.0000015",
    "1e20, 1e+20, 100000000000000000000.000000, 100000000000000000000",
    "1e21, 1e+21, 1000000000000000000000.000000, 1e+21",
    "2e23, 2e+23, 199999999999999983222784.000000, 2e+23",
    "-1.5e-10, -1.5e-10, -0.000000, -1.5e-10",
    "4.9e-324, 5e-324, 0.000000, 5e-324",
    "9.9e-324, 1e-323, 0.000000, 1e-323",
    "1.7e-322, 1.7e-322, 0.000000, 1.7e-322"
  })
  void printsFiniteNumbers(double value, String general, String fixed, String json) {
    assertThat(GoNumbers.general(value)).isEqualTo(general);
    assertThat(GoNumbers.fixed(value)).isEqualTo(fixed);
    assertThat(GoNumbers.json(value)).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource({"NaN, NaN", "Infinity, +Inf", "-Infinity, -Inf"})
  void printsOtherNumbers(double value, String text) {
    assertThat(GoNumbers.general(value)).isEqualTo(text);
    assertThat(GoNumbers.fixed(value)).isEqualTo(text);
  }
}
