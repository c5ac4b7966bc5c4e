package dev.ferrule.testkit;

import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A meter, and what was measured with it. Any thread. */
public final class Metered {
  private final String prefix;
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder().registerMetricReader(reader).build();

  /**
   * A meter.
   *
   * @param prefix of the metrics that the test is about; it is left out everywhere else here
   */
  public Metered(String prefix) {
    this.prefix = prefix;
  }

  /** The meter. */
  public Meter meter() {
    return provider.get("test");
  }

  /**
   * Sorted lines such as {@code sent_spans{exporter=x} 3}, attributes sorted too.
   *
   * @param names of the metrics; none for all
   */
  public List<String> lines(String... names) {
    return metrics(names)
        .flatMap(metric -> metric.getData().getPoints().stream().map(point -> line(metric, point)))
        .sorted()
        .toList();
  }

  /** The sum of a counter over all attributes. */
  public long total(String name) {
    return metrics(name)
        .flatMap(metric -> metric.getLongSumData().getPoints().stream())
        .mapToLong(LongPointData::getValue)
        .sum();
  }

  private Stream<MetricData> metrics(String... names) {
    return reader.collectAllMetrics().stream()
        .filter(metric -> metric.getName().startsWith(prefix))
        .filter(metric -> names.length == 0 || List.of(names).contains(name(metric)));
  }

  private String name(MetricData metric) {
    return metric.getName().substring(prefix.length());
  }

  private String line(MetricData metric, PointData point) {
    Map<String, Object> attributes = new TreeMap<>();
    point.getAttributes().forEach((key, value) -> attributes.put(key.getKey(), value));
    String value =
        switch (point) {
          case LongPointData number -> Long.toString(number.getValue());
          case HistogramPointData histogram ->
              "%d values, sum %.0f".formatted(histogram.getCount(), histogram.getSum());
          default -> throw new AssertionError(point);
        };
    return name(metric) + attributes + " " + value;
  }
}
