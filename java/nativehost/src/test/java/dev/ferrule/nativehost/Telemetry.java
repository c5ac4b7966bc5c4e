package dev.ferrule.nativehost;

import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Settings;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.testkit.FakeHost;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.slf4j.Logger;

/** The collector's own metrics, as the OpenTelemetry SDK keeps them. */
final class Telemetry implements AutoCloseable {
  // No native component takes any.
  private static final BufferPool BUFFERS = BufferPool.bounded(1 << 20);

  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder().registerMetricReader(reader).build();
  final Meter meter = provider.get("test");

  /** What a component of that id is created with. */
  Settings settings(String id, Logger logger) {
    return new Settings(ComponentId.parse(id), logger, FakeHost.BUILD, BUFFERS, meter);
  }

  /** The metrics of now, by name. */
  Map<String, MetricData> metrics() {
    Map<String, MetricData> all = new TreeMap<>();
    for (MetricData metric : reader.collectAllMetrics()) {
      all.put(metric.getName(), metric);
    }
    return all;
  }

  /** The metric of that name, which there is. */
  MetricData metric(String name) {
    return Objects.requireNonNull(metrics().get(name), name);
  }

  /** The values of now: a sum, or the sum of a histogram; by name and attributes. */
  Map<String, Double> values() {
    Map<String, Double> all = new TreeMap<>();
    metrics()
        .forEach((name, metric) -> {
          metric.getDoubleSumData().getPoints().forEach(p -> all.put(key(name, p), p.getValue()));
          for (HistogramPointData point : metric.getHistogramData().getPoints()) {
            all.put(key(name, point), point.getSum());
          }
        });
    return all;
  }

  private static String key(String name, PointData point) {
    Map<String, Object> attributes = new TreeMap<>();
    Attributes of = point.getAttributes();
    of.forEach((key, value) -> attributes.put(key.getKey(), value));
    return name + attributes;
  }

  @Override
  public void close() {
    provider.close();
  }
}
