package dev.ferrule.service.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.ComponentException;
import dev.ferrule.service.MetricsConfig;
import dev.ferrule.service.MetricsLevel;
import dev.ferrule.service.PrometheusConfig;
import dev.ferrule.service.TelemetryConfig;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/** What each level shows, and on which ports. */
final class OwnMetricsTest {
  private static final BuildInfo BUILD = new BuildInfo("ferrule", "Ferrule", "1.2.3");

  private static OwnMetrics open(MetricsLevel level, int... ports) {
    List<MetricsConfig.Reader> readers =
        IntStream.of(ports)
            .mapToObj(port ->
                new PrometheusConfig(
                    Optional.of("localhost"),
                    Optional.of(port),
                    true,
                    true,
                    true,
                    Optional.empty()))
            .map(prometheus ->
                new MetricsConfig.Reader(
                    Optional.of(
                        new MetricsConfig.Pull(
                            new MetricsConfig.Exporter(Optional.of(prometheus))))))
            .toList();
    TelemetryConfig usual = TelemetryConfig.DEFAULTS;
    return OwnMetrics.open(
        new TelemetryConfig(
            usual.logs(), new MetricsConfig(level, readers), usual.traces(), Map.of()),
        BUILD,
        NOPLogger.NOP_LOGGER);
  }

  private static void measure(Meter meter) {
    meter.histogramBuilder("otelcol_exporter_enqueue_size").ofLongs().build().record(1);
    meter.histogramBuilder("otelcol_exporter_enqueue_size_bytes").ofLongs().build().record(1);
    var failed = meter.counterBuilder("otelcol_exporter_send_failed_spans").build();
    for (String type : List.of("Unavailable", "Internal")) {
      failed.add(
          1,
          Attributes.of(
              AttributeKey.stringKey("error.type"),
              type,
              AttributeKey.booleanKey("error.permanent"),
              false,
              AttributeKey.stringKey("exporter"),
              "x"));
    }
  }

  @Test
  void basicAndNormalDoNotSayWhySendingFailed() {
    for (MetricsLevel level : List.of(MetricsLevel.BASIC, MetricsLevel.NORMAL)) {
      try (OwnMetrics metrics = open(level, 0)) {
        measure(metrics.meter("x"));
        Scrape scrape = Scrape.of(metrics.addresses().getFirst());
        assertThat(scrape.names())
            .containsExactly(
                "otelcol_exporter_send_failed_spans",
                "otelcol_process_cpu_seconds",
                "otelcol_process_memory_rss",
                "otelcol_process_runtime_heap_alloc_bytes",
                "otelcol_process_runtime_total_alloc_bytes",
                "otelcol_process_runtime_total_sys_memory_bytes",
                "otelcol_process_uptime",
                "promhttp_metric_handler_errors_total",
                "target_info");
        assertThat(scrape.body())
            .contains("\notelcol_exporter_send_failed_spans{exporter=\"x\"} 2\n")
            .containsPattern(
                "target_info\\{service_instance_id=\"[-0-9a-f]{36}\","
                    + "service_name=\"ferrule\",service_version=\"1\\.2\\.3\"} 1\n");
      }
    }
  }

  @Test
  void detailedDoes() {
    try (OwnMetrics metrics = open(MetricsLevel.DETAILED, 0)) {
      measure(metrics.meter("x"));
      assertThat(Scrape.of(metrics.addresses().getFirst()).body())
          .contains(
              "otelcol_exporter_enqueue_size_count 1\n",
              "otelcol_exporter_enqueue_size_bytes_count 1\n",
              "{error_permanent=\"false\",error_type=\"Internal\",exporter=\"x\"} 1\n",
              "{error_permanent=\"false\",error_type=\"Unavailable\",exporter=\"x\"} 1\n");
    }
  }

  @Test
  void noneOpensNothing() {
    try (OwnMetrics metrics = open(MetricsLevel.NONE, 0)) {
      assertThat(metrics.addresses()).isEmpty();
      measure(metrics.meter("x"));
    }
  }

  @Test
  void severalReadersSeeTheSame() {
    try (OwnMetrics metrics = open(MetricsLevel.NORMAL, 0, 0)) {
      metrics.meter("dev.ferrule:x 1.0").counterBuilder("hits").build().add(2);
      assertThat(metrics.addresses()).hasSize(2).doesNotHaveDuplicates();
      for (InetSocketAddress address : metrics.addresses()) {
        assertThat(Scrape.of(address).body()).contains("\nhits 2\n");
        assertThat(Scrape.of(address).body()).contains("\nhits 2\n");
      }
    }
  }

  @Test
  void aPortThatCannotBeHadLeavesNoneOpen() throws Exception {
    int free;
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = probe.getLocalPort();
    }
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> open(MetricsLevel.NORMAL, free, taken.getLocalPort()))
          .isInstanceOf(ComponentException.class)
          .hasMessageStartingWith(
              "failed to create meter provider: binding address localhost:%d for Prometheus"
                      .formatted(taken.getLocalPort())
                  + " exporter: address already in use");
    }
    open(MetricsLevel.NORMAL, free).close();
  }
}
