package dev.ferrule.exporter.debug.internal;

import dev.ferrule.exporter.debug.internal.Entry.Count;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.LogsView;
import dev.ferrule.pdata.MetricsView;
import dev.ferrule.pdata.ResourceMetricsView;
import dev.ferrule.pdata.ScopeMetricsView;
import dev.ferrule.pdata.TracesView;
import java.util.List;

/** The counts that are printed of each batch. */
final class Summary {
  private Summary() {}

  static Entry of(Batch batch) {
    return switch (batch.signal()) {
      case TRACES ->
          new Entry(
              "Traces",
              List.of(
                  new Count("resource spans", TracesView.of(batch).resourceSpans().size()),
                  new Count("spans", batch.itemCount())));
      case METRICS -> {
        MetricsView metrics = MetricsView.of(batch);
        yield new Entry(
            "Metrics",
            List.of(
                new Count("resource metrics", metrics.resourceMetrics().size()),
                new Count("metrics", metricCount(metrics)),
                new Count("data points", batch.itemCount())));
      }
      case LOGS ->
          new Entry(
              "Logs",
              List.of(
                  new Count("resource logs", LogsView.of(batch).resourceLogs().size()),
                  new Count("log records", batch.itemCount())));
    };
  }

  private static int metricCount(MetricsView metrics) {
    int count = 0;
    for (ResourceMetricsView resource : metrics.resourceMetrics()) {
      for (ScopeMetricsView scope : resource.scopeMetrics()) {
        count += scope.metrics().size();
      }
    }
    return count;
  }
}
