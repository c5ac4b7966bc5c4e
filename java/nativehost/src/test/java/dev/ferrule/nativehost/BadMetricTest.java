package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics that are none, as a plugin without an SDK may define them. */
@Timeout(60)
final class BadMetricTest {
  @RegisterExtension private final Rig rig = new Rig(Fixture.C);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name        | -1 | '\"9 lives\" is not a name for a metric'",
        "kind        | -1 | there is no metric kind 9",
        "size        | -1 | the metric is NULL or too short",
        "attributes  | -1 | 'attribute \"list\" is no string, number or bool'",
        "bounds      | -1 | the bounds of a histogram must be finite and ascending",
        "null_bounds | 0  | ''",
        "other_kind  | -1 | 'there is a metric of that name already, and it is a counter in \"1\"'",
        "other_unit  | -1 | 'there is a metric of that name already, and it is a counter in \"1\"'",
        "many        | -4 | 'the component has 2000 series, and no more are allowed'",
      })
  void isRefused(String way, String code, String message) {
    Subject it = rig.create("{bad_metric: %s}".formatted(way)).start();
    assertThat(it.log.lines("defined").getLast().fields())
        .containsEntry("code", code)
        .containsEntry("message", message);
    it.shutdown();
    rig.assertCounted();
  }

  @ParameterizedTest
  @CsvSource({"negative", "not_a_number"})
  void valueIsDropped(String way) {
    Subject it = rig.create("{bad_metric: %s}".formatted(way)).start();
    assertThat(it.logged("defined").fields()).containsEntry("code", "0");
    assertThat(rig.telemetry().values()).isEmpty();
    it.shutdown();
  }

  @Test
  void placeForTheSeriesIsMissing() {
    rig.create("{bad_metric: null_series}").start().shutdown();
    assertThat(rig.plugin().counters().failedUpcalls()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metric_name       | bad_utf8 | -1",
        "metric_name       | control  | -1",
        "metric_name       | empty    | -1",
        "metric_name       | long     | -1",
        "metric_name       | absurd   | -1",
        "metric_name       | beyond   | -1",
        "metric_name       | null     | -1",
        "metric_unit       | long     | -1",
        "metric_unit       | control  | 0",
        "metric_unit       | bad_utf8 | 0",
        "metric_unit       | empty    | 0",
        "metric_description | long    | 0",
        "metric_description | absurd  | 0",
        "metric_description | bad_utf8 | 0",
        "metric_attributes | bad_utf8 | -1",
        "metric_attributes | long     | -1",
        "metric_attributes | absurd   | -1",
        "metric_attributes | not_json | -1",
        "metric_attributes | other_json | -1",
        "metric_attributes | deep_json | -1",
        "metric_attributes | duplicate_json | -1",
        "metric_attributes | empty    | 0",
      })
  void oddText(String place, String odd, String code) {
    Subject it = rig.create("{metrics: true, odd: %s, odd_in: %s}".formatted(odd, place)).start();
    assertThat(it.log.lines("defined").getFirst().fields()).containsEntry("code", code);
    Map<String, Double> values = rig.telemetry().values();
    assertThat(values.isEmpty()).isEqualTo(!code.equals("0"));
    it.shutdown();
  }
}
