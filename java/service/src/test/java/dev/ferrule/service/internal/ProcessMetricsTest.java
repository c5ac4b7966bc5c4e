package dev.ferrule.service.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of this process. */
final class ProcessMetricsTest {
  @TempDir Path directory;

  private final ScrapeReader reader = new ScrapeReader();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder().registerMetricReader(reader).build();

  private Map<String, Double> values() {
    return reader.read().stream()
        .collect(Collectors.toMap(MetricData::getName, ProcessMetricsTest::value));
  }

  private static double value(MetricData metric) {
    PointData point = metric.getData().getPoints().iterator().next();
    return point instanceof LongPointData number
        ? number.getValue()
        : ((DoublePointData) point).getValue();
  }

  private static double of(Map<String, Double> values, String name) {
    return Objects.requireNonNull(values.get("otelcol_process_" + name), name);
  }

  @Test
  void valuesAreThoseOfThisProcess() throws IOException {
    Path status = Files.writeString(directory.resolve("status"), "Name:\tx\nVmRSS:\t  1234 kB\n");
    ProcessMetrics.register(provider.get("x"), status);
    double allocated = 64 << 20;
    Map<String, Double> before = values();
    byte[][] live = new byte[64][1 << 20];
    Map<String, Double> after = values();
    assertThat(live).hasDimensions(64, 1 << 20);
    assertThat(before)
        .containsOnlyKeys(
            "otelcol_process_uptime",
            "otelcol_process_cpu_seconds",
            "otelcol_process_memory_rss",
            "otelcol_process_runtime_heap_alloc_bytes",
            "otelcol_process_runtime_total_alloc_bytes",
            "otelcol_process_runtime_total_sys_memory_bytes");
    assertThat(of(before, "memory_rss")).isEqualTo(1234 * 1024);
    assertThat(of(before, "uptime")).isBetween(0.0, 60.0);
    assertThat(of(before, "cpu_seconds")).isBetween(0.01, 3600.0);
    assertThat(of(after, "runtime_heap_alloc_bytes")).isGreaterThanOrEqualTo(allocated);
    assertThat(of(after, "runtime_total_sys_memory_bytes"))
        .isGreaterThan(of(after, "runtime_heap_alloc_bytes"));
    assertThat(of(after, "runtime_total_alloc_bytes") - of(before, "runtime_total_alloc_bytes"))
        .isGreaterThanOrEqualTo(allocated);
  }

  @Test
  void residentMemoryIsLeftOutWhereItIsNotKnown() {
    ProcessMetrics.register(provider.get("x"), directory.resolve("nothing"));
    assertThat(values()).hasSize(5).doesNotContainKey("otelcol_process_memory_rss");
  }

  @Test
  void linuxTellsOfItself() {
    assertThat(ProcessMetrics.residentBytes(Path.of("/proc/self/status")).orElseThrow())
        .isBetween(10L << 20, 1L << 40);
  }
}
