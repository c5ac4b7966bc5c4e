package dev.ferrule.pdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How OTLP/JSON writes numbers. */
class OtlpJsonNumberTest {
  @RegisterExtension final JsonRig rig = new JsonRig();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'7'|7",
        "7|7",
        "0|0",
        "-0|0",
        "'007'|7",
        "'+7'|7",
        "7.000|7",
        "'7.'|7",
        "70e-1|7",
        "0.7E+1|7",
        "'7e0'|7",
        "0e1000000000|0",
        "1700000000000000001|1700000000000000001",
        "9999999999999999999|9999999999999999999",
        "'18446744073709551615'|18446744073709551615",
        "18446744073709551615.0|18446744073709551615",
        "1.8446744073709551615e19|18446744073709551615",
      })
  void readsUnsignedIntegers(String json, String expected) {
    assertThat(
            Long.toUnsignedString(rig.span("'startTimeUnixNano':" + json).getStartTimeUnixNano()))
        .isEqualTo(expected);
    ExponentialHistogramDataPoint point =
        rig.exponential("'positive':{'bucketCounts':[" + json + "]}");
    assertThat(Long.toUnsignedString(point.getPositive().getBucketCounts(0))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-9223372036854775808", "-1", "0", "9223372036854775807"})
  void readsSignedIntegers(String number) {
    for (String json : new String[] {number, "'" + number + "'"}) {
      assertThat(rig.anyValue("\'intValue':" + json))
          .isEqualTo(AnyValue.newBuilder().setIntValue(Long.parseLong(number)).build());
      assertThat(rig.metric("'gauge':{'dataPoints':[{'asInt':" + json + "}]}").getGauge())
          .returns(Long.parseLong(number), gauge -> gauge.getDataPoints(0).getAsInt());
    }
  }

  @Test
  void readsIntegersOf32Bits() {
    assertThat(rig.exponential("'scale':-2147483648").getScale()).isEqualTo(Integer.MIN_VALUE);
    assertThat(rig.exponential("'scale':'2147483647'").getScale()).isEqualTo(Integer.MAX_VALUE);
    assertThat(rig.exponential("'flags':4294967295").getFlags()).isEqualTo(-1);
    assertThat(rig.span("'flags':'4294967295'").getFlags()).isEqualTo(-1);
    assertThat(rig.anyValue("\'stringValueStrindex':-1").getStringValueStrindex()).isEqualTo(-1);
    assertThat(rig.anyValue("\'stringValueStrindex':0").hasStringValueStrindex()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1.5|1.5",
        "'1.5'|1.5",
        "'-1e-3'|-0.001",
        "3|3",
        "0|0",
        "-0|-0.0",
        "-0.0|-0.0",
        "'NaN'|NaN",
        "'Infinity'|Infinity",
        "'-Infinity'|-Infinity",
        "1.7976931348623157e308|1.7976931348623157e308",
        "4.9e-324|4.9e-324",
        "1e-400|0",
        "0.1000000000000000055511151231257827021181583404541015625|0.1",
        "9007199254740993|9007199254740992",
      })
  void readsDoubles(String json, double expected) {
    assertThat(rig.anyValue("\'doubleValue':" + json))
        .isEqualTo(AnyValue.newBuilder().setDoubleValue(expected).build());
    assertThat(rig.exponential("'zeroThreshold':" + json).getZeroThreshold())
        .isEqualTo(Double.valueOf(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "3|3",
        "0|0",
        "3.0|3",
        "77|77",
        "-1|-1",
        "'SPAN_KIND_SERVER'|2",
        "'SPAN_KIND_UNSPECIFIED'|0",
      })
  void readsEnums(String json, int expected) {
    assertThat(rig.span("'kind':" + json).getKindValue()).isEqualTo(expected);
  }
}
