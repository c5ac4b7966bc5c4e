package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.ferrule.testkit.RecordingLogger;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ComponentMetricsTest {
  private final Telemetry telemetry = new Telemetry();
  private final Series series = new Series();
  private final ComponentMetrics metrics = metricsOf("fixture/a");

  private ComponentMetrics metricsOf(String id) {
    return new ComponentMetrics(series, telemetry.settings(id, new RecordingLogger()), "extension");
  }

  @AfterEach
  void close() {
    telemetry.close();
  }

  private long define(MemorySegment metric) throws Refusal {
    return metrics.define(MetricDefinition.read(metric));
  }

  private Refusal refused(MemorySegment metric) {
    return catchThrowableOfType(Refusal.class, () -> define(metric));
  }

  @Test
  void eachKindEndsInItsInstrument() throws Refusal {
    long counter = define(Structs.metric(Abi.COUNTER, "calls", "{call}", "{\"ok\":true}"));
    long level = define(Structs.metric(Abi.UP_DOWN_COUNTER, "level", "1", ""));
    long histogram = define(Structs.histogram("duration", 1, 10));
    series.record(counter, 2);
    series.record(counter, 3.5);
    series.record(level, 5);
    series.record(level, -7);
    series.record(histogram, 0.5);
    series.record(histogram, 20);
    assertThat(telemetry.values())
        .containsExactly(
            entry("calls{extension=fixture/a, ok=true}", 5.5),
            entry("duration{extension=fixture/a}", 20.5),
            entry("level{extension=fixture/a}", -2.0));
    MetricData duration = telemetry.metric("duration");
    assertThat(duration.getUnit()).isEqualTo("s");
    assertThat(duration.getDescription()).isEqualTo("What it is.");
    HistogramPointData point = duration.getHistogramData().getPoints().iterator().next();
    assertThat(point.getBoundaries()).containsExactly(1.0, 10.0);
    assertThat(point.getCounts()).containsExactly(1L, 0L, 1L);
    assertThat(telemetry.metric("calls").getDoubleSumData().isMonotonic()).isTrue();
    assertThat(telemetry.metric("level").getDoubleSumData().isMonotonic()).isFalse();
  }

  @Test
  void whatIsNoValueIsDropped() throws Refusal {
    long counter = define(Structs.metric(Abi.COUNTER, "c", "", ""));
    long level = define(Structs.metric(Abi.UP_DOWN_COUNTER, "u", "", ""));
    long histogram = define(Structs.histogram("h", 1));
    for (long number : new long[] {counter, level, histogram}) {
      series.record(number, Double.NaN);
      series.record(number, Double.POSITIVE_INFINITY);
      series.record(number, Double.NEGATIVE_INFINITY);
    }
    series.record(counter, -1);
    series.record(counter, 1);
    series.record(level, -1);
    series.record(histogram, -1);
    assertThat(telemetry.values().values()).containsExactly(1.0, -1.0);
  }

  @Test
  void sameDefinitionIsTheSameSeries() throws Refusal {
    long first = define(Structs.metric(Abi.COUNTER, "c", "1", "{\"a\":1}"));
    assertThat(define(Structs.metric(Abi.COUNTER, "c", "1", "{\"a\":1}"))).isEqualTo(first);
    assertThat(define(Structs.metric(Abi.COUNTER, "c", "1", "{\"a\":2}"))).isNotEqualTo(first);
    assertThat(series.size()).isEqualTo(2);
  }

  @Test
  void componentsDoNotShareSeries() throws Refusal {
    ComponentMetrics other = metricsOf("fixture/b");
    MetricDefinition metric = MetricDefinition.read(Structs.metric(Abi.COUNTER, "c", "", ""));
    series.record(metrics.define(metric), 1);
    series.record(other.define(metric), 2);
    assertThat(telemetry.values())
        .containsExactly(
            entry("c{extension=fixture/a}", 1.0), entry("c{extension=fixture/b}", 2.0));
    metrics.end();
    assertThat(series.size()).isEqualTo(1);
  }

  @Test
  void attributesOfEveryType() throws Refusal {
    String attributes =
        "{\"s\":\"t\",\"b\":false,\"l\":-9223372036854775808,\"d\":0.5,\"big\":9223372036854775808,"
            + "\"e\":1e400}";
    series.record(define(Structs.metric(Abi.COUNTER, "c", "", attributes)), 1);
    assertThat(telemetry.values())
        .containsExactly(
            entry(
                "c{b=false, big=9.223372036854776E18, d=0.5, e=Infinity, extension=fixture/a,"
                    + " l=-9223372036854775808, s=t}",
                1.0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{\"a\":'        | the attributes are not JSON: Unexpected end-of-input",
        "'[1]'            | the attributes are not a JSON object",
        "'{} {}'          | the attributes are not JSON: Trailing token",
        "'{\"a\":null}'   | attribute \"a\" is no string, number or bool",
        "'{\"a\":[1]}'    | attribute \"a\" is no string, number or bool",
        "'{\"a\":{}}'     | attribute \"a\" is no string, number or bool",
        "'{\"\":1}'       | attribute \"\" is not the component's to set",
        "'{\"extension\":\"other\"}' | attribute \"extension\" is not the component's to set",
        "'{\"a\":1,\"a\":2}' | the attributes are not JSON: Duplicate Object property \"a\"",
      })
  void badAttributes(String attributes, String reason) {
    Refusal refusal = refused(Structs.metric(Abi.COUNTER, "c", "", attributes));
    assertThat(refusal.code()).isEqualTo(Abi.E_ARG);
    assertThat(refusal.reason()).startsWith(reason);
    assertThat(series.size()).isZero();
  }

  @Test
  void nameBelongsToOneInstrument() throws Refusal {
    define(Structs.metric(Abi.COUNTER, "c", "1", ""));
    assertThat(refused(Structs.metric(Abi.HISTOGRAM, "c", "1", "")).reason())
        .isEqualTo("there is a metric of that name already, and it is a counter in \"1\"");
    define(Structs.histogram("h", 1, 2));
    assertThat(refused(Structs.histogram("h", 1, 3)).reason())
        .isEqualTo(
            "there is a metric of that name already, and it is a histogram in \"s\" with bounds"
                + " [1.0, 2.0]");
  }

  @Test
  void definitionThatFailedTakesNoName() throws Refusal {
    assertThat(refused(Structs.metric(Abi.COUNTER, "c", "1", "[]"))).isNotNull();
    assertThat(define(Structs.metric(Abi.HISTOGRAM, "c", "1", ""))).isNotZero();
  }

  @Test
  void seriesOfAComponentAreBounded() throws Refusal {
    for (int i = 0; i < 2000; i++) {
      define(Structs.metric(Abi.COUNTER, "c", "", "{\"i\":" + i + "}"));
    }
    Refusal refusal = refused(Structs.metric(Abi.COUNTER, "c", "", "{\"i\":2000}"));
    assertThat(refusal.code()).isEqualTo(Abi.E_BUSY);
    assertThat(refusal.reason())
        .isEqualTo("the component has 2000 series, and no more are allowed");
    assertThat(define(Structs.metric(Abi.COUNTER, "c", "", "{\"i\":7}")))
        .as("one that is there")
        .isNotZero();
  }

  @Test
  void endsWithItsComponent() throws Refusal {
    long number = define(Structs.metric(Abi.COUNTER, "c", "", ""));
    metrics.end();
    metrics.end();
    series.record(number, 1);
    assertThat(series.size()).isZero();
    assertThat(series.stale.sum()).isEqualTo(1);
    Refusal refusal = refused(Structs.metric(Abi.COUNTER, "c", "", ""));
    assertThat(refusal.code()).isEqualTo(Abi.E_STATE);
    assertThat(refusal.reason()).isEqualTo("the component has ended");
  }
}
