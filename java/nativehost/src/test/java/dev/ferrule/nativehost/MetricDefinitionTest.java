package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricDefinitionTest {

  private static void assertRefused(MemorySegment metric, String reason) {
    Refusal refusal = catchThrowableOfType(Refusal.class, () -> MetricDefinition.read(metric));
    assertThat(refusal.code()).isEqualTo(Abi.E_ARG);
    assertThat(refusal.reason()).isEqualTo(reason);
  }

  @Test
  void isRead() throws Refusal {
    assertThat(MetricDefinition.read(Structs.metric(Abi.COUNTER, "a.b", "By", "{\"k\":1}")))
        .isEqualTo(
            new MetricDefinition(
                new MetricDefinition.Instrument(
                    MetricDefinition.Kind.COUNTER, "a.b", "By", List.of()),
                "What it is.",
                "{\"k\":1}"));
    assertThat(MetricDefinition.read(Structs.histogram("h", -1, 0, 2.5)).instrument().bounds())
        .containsExactly(-1.0, 0.0, 2.5);
  }

  @Test
  void boundsAreOfHistogramsAlone() throws Refusal {
    MemorySegment counter = Structs.metric(Abi.COUNTER, "c", "", "");
    counter.set(ADDRESS, Layout.FerruleMetric.BOUNDS, MemorySegment.ofAddress(8));
    counter.set(JAVA_LONG, Layout.FerruleMetric.N_BOUNDS, 1000);
    assertThat(MetricDefinition.read(counter).instrument().bounds()).isEmpty();
  }

  @Test
  void noBoundsAreTheUsualOnes() throws Refusal {
    MemorySegment metric = Structs.metric(Abi.HISTOGRAM, "h", "s", "");
    metric.set(JAVA_LONG, Layout.FerruleMetric.N_BOUNDS, 7);
    assertThat(MetricDefinition.read(metric).instrument().bounds()).isEmpty();
    assertThat(MetricDefinition.read(Structs.histogram("h")).instrument().bounds()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "9lives", "a b", "ä", "_a", "a,b"})
  void badNames(String name) {
    assertRefused(
        Structs.metric(Abi.COUNTER, name, "", ""), "\"" + name + "\" is not a name for a metric");
  }

  @Test
  void nameOf255CharactersIsTheLongest() throws Refusal {
    String longest = "n" + "/".repeat(254);
    assertThat(MetricDefinition.read(Structs.metric(Abi.COUNTER, longest, "", "")).instrument())
        .extracting(MetricDefinition.Instrument::name)
        .isEqualTo(longest);
    assertRefused(
        Structs.metric(Abi.COUNTER, longest + "/", "", ""),
        "\"" + longest + "/\" is not a name for a metric");
  }

  @Test
  void badStructs() {
    assertRefused(MemorySegment.NULL, "the metric is NULL or too short");
    MemorySegment cut = Structs.metric(Abi.COUNTER, "c", "", "");
    Structs.size(cut, 87);
    assertRefused(cut, "the metric is NULL or too short");
    assertRefused(Structs.metric(0, "c", "", ""), "there is no metric kind 0");
    assertRefused(Structs.metric(4, "c", "", ""), "there is no metric kind 4");
    assertRefused(
        Structs.metric(Abi.COUNTER, "c", "x".repeat(64), ""), "a unit has 63 characters at most");
  }

  @Test
  void sizeOfALaterVersionIsFine() throws Refusal {
    MemorySegment larger = Structs.metric(Abi.COUNTER, "c", "", "");
    Structs.size(larger, -1);
    assertThat(MetricDefinition.read(larger).instrument().name()).isEqualTo("c");
  }

  @Test
  void badBounds() {
    String rule = "the bounds of a histogram must be finite and ascending";
    assertRefused(Structs.histogram("h", 1, 1), rule);
    assertRefused(Structs.histogram("h", 2, 1), rule);
    assertRefused(Structs.histogram("h", Double.NaN), rule);
    assertRefused(Structs.histogram("h", Double.NEGATIVE_INFINITY), rule);
    assertRefused(Structs.histogram("h", 1, Double.POSITIVE_INFINITY), rule);
    for (long count : new long[] {1001, Long.MAX_VALUE, -1}) {
      MemorySegment many = Structs.histogram("h", 1);
      many.set(JAVA_LONG, Layout.FerruleMetric.N_BOUNDS, count);
      assertRefused(many, "a histogram has 1000 bounds at most");
    }
  }
}
