package dev.ferrule.service.internal;

import dev.ferrule.service.PrometheusConfig;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.data.SumData;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Writes metrics in Prometheus' text format 0.0.4 under the names that the Go Collector gives them.
 * The exporter that comes with the SDK has names of its own, which no dashboard for the Collector
 * knows. Safe for use by any thread.
 */
final class Exposition {
  private static final String SCOPE = "otel_scope_";

  private final PrometheusConfig config;
  private final Resource resource;
  private final Labels constant;
  private final Logger log;
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  Exposition(PrometheusConfig config, Resource resource, Logger log) {
    this.config = config;
    this.resource = resource;
    this.constant =
        config
            .withResourceConstantLabels()
            .map(wanted -> Labels.NONE.with("", resource.getAttributes(), wanted::includes))
            .orElse(Labels.NONE);
    this.log = log;
  }

  /**
   * All families, sorted by name.
   *
   * @param failures how often metrics could not be gathered
   */
  String write(Collection<MetricData> metrics, long failures) {
    SortedMap<String, MetricFamily> families = new TreeMap<>();
    for (MetricData metric : metrics) {
      if (!metric.isEmpty()) {
        add(metric, families);
      }
    }
    families.put("target_info", target());
    families.put("promhttp_metric_handler_errors_total", handlerErrors(failures));
    StringBuilder out = new StringBuilder();
    families.values().forEach(family -> family.appendTo(out));
    return out.toString();
  }

  private void add(MetricData metric, SortedMap<String, MetricFamily> families) {
    MetricFamily.Type type = type(metric);
    String name =
        config.hasSuffixes()
            ? PrometheusNames.metric(metric.getName(), metric.getUnit(), type)
            : PrometheusNames.metric(metric.getName());
    MetricFamily family =
        families.computeIfAbsent(name, _ -> new MetricFamily(name, type, metric.getDescription()));
    if (family.type() != type) {
      conflict(name, "is of several types");
      return;
    }
    Labels labels = config.withoutScopeInfo() ? constant : scope(metric);
    for (PointData point : metric.getData().getPoints()) {
      if (!add(point, labels.with("", point.getAttributes()), family)) {
        conflict(name, "has several series with the same labels");
      }
    }
  }

  private static boolean add(PointData point, Labels labels, MetricFamily family) {
    return switch (point) {
      case LongPointData number -> family.add(labels, Long.toString(number.getValue()));
      case DoublePointData number -> family.add(labels, MetricFamily.number(number.getValue()));
      case HistogramPointData histogram -> family.add(labels, histogram);
      default -> throw new IllegalStateException("no way to write " + point);
    };
  }

  /** A defect of a component; the rest of the metrics is good. */
  private void conflict(String name, String what) {
    if (reported.add(name)) {
      log.warn("The metric {} {}; only the first is shown.", name, what);
    }
  }

  private static MetricFamily.Type type(MetricData metric) {
    return switch (metric.getType()) {
      case LONG_SUM, DOUBLE_SUM ->
          ((SumData<?>) metric.getData()).isMonotonic()
              ? MetricFamily.Type.COUNTER
              : MetricFamily.Type.GAUGE;
      case LONG_GAUGE, DOUBLE_GAUGE -> MetricFamily.Type.GAUGE;
      case HISTOGRAM -> MetricFamily.Type.HISTOGRAM;
      // No view asks for these.
      case EXPONENTIAL_HISTOGRAM, SUMMARY ->
          throw new IllegalStateException("no way to write " + metric.getName());
    };
  }

  private Labels scope(MetricData metric) {
    InstrumentationScopeInfo scope = metric.getInstrumentationScopeInfo();
    return constant
        .with(SCOPE + "name", scope.getName())
        .with(SCOPE + "version", Objects.requireNonNullElse(scope.getVersion(), ""))
        .with(SCOPE + "schema_url", Objects.requireNonNullElse(scope.getSchemaUrl(), ""))
        .with(SCOPE, scope.getAttributes());
  }

  private MetricFamily target() {
    MetricFamily target =
        new MetricFamily("target_info", MetricFamily.Type.GAUGE, "Target metadata");
    target.add(Labels.NONE.with("", resource.getAttributes()), "1");
    return target;
  }

  /** Go's HTTP handler has these, so dashboards may. */
  private static MetricFamily handlerErrors(long gathering) {
    MetricFamily errors =
        new MetricFamily(
            "promhttp_metric_handler_errors_total",
            MetricFamily.Type.COUNTER,
            "Total number of internal errors encountered by the promhttp metric handler.");
    errors.add(Labels.NONE.with("cause", "encoding"), "0");
    errors.add(Labels.NONE.with("cause", "gathering"), Long.toString(gathering));
    return errors;
  }
}
