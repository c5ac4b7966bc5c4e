package dev.ferrule.exporter.debug.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  @Test
  void namesEnums() {
    assertThat(IntStream.range(-1, 7).mapToObj(Names::spanKind))
        .containsExactly(
            "", "Unspecified", "Internal", "Server", "Client", "Producer", "Consumer", "");
    assertThat(IntStream.range(-1, 4).mapToObj(Names::statusCode))
        .containsExactly("", "Unset", "Ok", "Error", "");
    assertThat(IntStream.range(-1, 4).mapToObj(Names::temporality))
        .containsExactly("", "Unspecified", "Delta", "Cumulative", "");
    assertThat(IntStream.range(-1, 10).mapToObj(Names::severity))
        .containsExactly(
            "",
            "Unspecified",
            "Trace",
            "Trace2",
            "Trace3",
            "Trace4",
            "Debug",
            "Debug2",
            "Debug3",
            "Debug4",
            "Info");
    assertThat(IntStream.range(17, 26).mapToObj(Names::severity))
        .containsExactly(
            "Error", "Error2", "Error3", "Error4", "Fatal", "Fatal2", "Fatal3", "Fatal4", "");
    assertThat(Names.severity(Integer.MIN_VALUE)).isEmpty();
    assertThat(Names.severity(Integer.MAX_VALUE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01 00:00:00 +0000 UTC",
    "1700000000000000000, 2023-11-14 22:13:20 +0000 UTC",
    "1700000000120000000, 2023-11-14 22:13:20.12 +0000 UTC",
    "1700000000000000001, 2023-11-14 22:13:20.000000001 +0000 UTC",
    "9223372036854775807, 2262-04-11 23:47:16.854775807 +0000 UTC",
    "-9223372036854775808, 1677-09-21 00:12:43.145224192 +0000 UTC",
    "-1, 1969-12-31 23:59:59.999999999 +0000 UTC"
  })
  void writesTimes(long unixNano, String text) {
    assertThat(Names.time(unixNano)).isEqualTo(text);
  }
}
