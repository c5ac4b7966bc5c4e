package dev.ferrule.service.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.ReceiverMetrics;
import dev.ferrule.component.Settings;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.pdata.Signal;
import dev.ferrule.service.CollectorLog;
import dev.ferrule.service.PrometheusConfig;
import dev.ferrule.service.PrometheusConfig.Selection;
import dev.ferrule.service.TelemetryConfig;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/** What a scrape shows, letter by letter. */
final class ExpositionTest {
  private static final PrometheusConfig USUAL = PrometheusConfig.LOCAL;
  private static final Resource RESOURCE =
      Resource.create(
          Attributes.builder()
              .put("service.name", "ferrule")
              .put("service.instance.id", "0af7")
              .put("deployment.environment", "a \"b\" \\ c\nd")
              .build());
  private static final AttributeKey<String> EXPORTER = AttributeKey.stringKey("exporter");

  private final ScrapeReader reader = new ScrapeReader();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder().setResource(RESOURCE).registerMetricReader(reader).build();
  private final Meter meter =
      provider.meterBuilder("dev.ferrule:test").setInstrumentationVersion("1.0").build();

  private String text(PrometheusConfig config) {
    return text(config, NOPLogger.NOP_LOGGER);
  }

  private String text(PrometheusConfig config, Logger log) {
    return new Exposition(config, RESOURCE, log).write(reader.read(), 2);
  }

  private static PrometheusConfig with(
      boolean withoutScope, boolean withoutUnits, boolean withoutType, Selection... constant) {
    return new PrometheusConfig(
        Optional.of("localhost"),
        Optional.of(0),
        withoutScope,
        withoutUnits,
        withoutType,
        List.of(constant).stream().findFirst());
  }

  private static String golden(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ExpositionTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What a receiver and exporters measure, in no order. */
  private void measure() {
    try (BufferPool pool = BufferPool.bounded(1)) {
      Settings settings =
          new Settings(
              ComponentId.parse("otlp/in"),
              NOPLogger.NOP_LOGGER,
              new BuildInfo("ferrule", "Ferrule", "1"),
              pool,
              meter);
      new ReceiverMetrics(settings, "http").accepted(Signal.LOGS, 1);
      ReceiverMetrics grpc = new ReceiverMetrics(settings, "grpc");
      grpc.accepted(Signal.TRACES, 1_234_567);
      grpc.refused(Signal.TRACES, 5);
    }
    // One name from two scopes, as exporters of two modules have it.
    for (String scope : List.of("b", "a")) {
      provider
          .get(scope)
          .counterBuilder("otelcol_exporter_sent_spans")
          .setDescription("Number of spans successfully sent to destination.")
          .setUnit("{span}")
          .build()
          .add(3, Attributes.of(EXPORTER, scope, AttributeKey.longKey("server.port"), 4317L));
    }
    meter
        .upDownCounterBuilder("otelcol_exporter_in_flight_requests")
        .setUnit("{request}")
        .build()
        .add(-1);
    meter
        .gaugeBuilder("otelcol_process_memory_rss")
        .ofLongs()
        .setDescription("Two\nlines \\ of \"help\"")
        .setUnit("By")
        .build()
        .set(1L << 40);
    meter.counterBuilder("otelcol_process_uptime").ofDoubles().setUnit("s").build().add(0.25);
    meter
        .histogramBuilder("otelcol_exporter_enqueue_size")
        .ofLongs()
        .setUnit("{unit}")
        .setExplicitBucketBoundariesAdvice(List.of(10L, 25L, 1_000_000L))
        .build()
        .record(25, Attributes.of(EXPORTER, "a"));
  }

  @Test
  void namesAreThoseOfTheGoCollector() throws IOException {
    measure();
    assertThat(text(USUAL)).isEqualTo(golden("usual.txt"));
  }

  @Test
  void suffixesScopesAndConstantLabelsCanBeHad() throws IOException {
    measure();
    Selection some = new Selection(List.of("service.name", "service.instance.id"), List.of("x"));
    assertThat(text(with(false, false, false, some))).isEqualTo(golden("everything.txt"));
  }

  @Test
  void eitherSettingTurnsBothSuffixesOn() {
    measure();
    String both = text(with(true, false, false));
    assertThat(both).contains("otelcol_process_uptime_seconds_total 0.25\n");
    assertThat(text(with(true, false, true))).isEqualTo(both);
    assertThat(text(with(true, true, false))).isEqualTo(both);
  }

  @Test
  void suffixesAreNotSaidTwice() {
    meter.counterBuilder("a_total").build().add(1);
    meter.counterBuilder("b_seconds").setUnit("s").build().add(1);
    meter.counterBuilder("c_total_bytes").setUnit("By").build().add(1);
    meter.gaugeBuilder("d").setUnit("1").build().set(0.5);
    meter.counterBuilder("e").setUnit("1").build().add(1);
    meter.gaugeBuilder("f").setUnit("By/s").build().set(7);
    meter.gaugeBuilder("g").setUnit("{thing}").build().set(7);
    assertThat(text(with(true, false, false)).lines().filter(line -> !line.startsWith("#")))
        .contains(
            "a_total 1",
            "b_seconds_total 1",
            "c_total_bytes_total 1",
            "d_ratio 0.5",
            "e_total 1",
            "f_By_per_s 7",
            "g 7");
  }

  @Test
  void whatPrometheusHasNoLettersForIsAnUnderscore() {
    meter
        .gaugeBuilder("otelcol.receiver.1-x/y")
        .build()
        .set(
            Double.NEGATIVE_INFINITY,
            Attributes.of(
                AttributeKey.stringKey("9 a:b.c"), "1", AttributeKey.stringKey("_ a_b_c"), "2"));
    assertThat(text(USUAL)).contains("\notelcol_receiver_1_x_y{__a_b_c=\"1;2\"} -Inf\n");
  }

  @Test
  void numbersKeepTheirValue() {
    for (double value :
        new double[] {0, -0.5, 1e-7, 123_456_789_012.5, 1e15, 1e300, -1 / 0.0, 1 / 0.0}) {
      assertThat(Double.parseDouble(MetricFamily.number(value).replace("Inf", "Infinity")))
          .isEqualTo(value);
    }
    assertThat(MetricFamily.number(1e14)).isEqualTo("100000000000000");
    assertThat(MetricFamily.number(Double.NaN)).isEqualTo("NaN");
  }

  @Test
  void whatContradictsItselfIsShownOnceAndLogged(@TempDir Path directory) throws IOException {
    for (String scope : List.of("a", "b")) {
      provider.get(scope).counterBuilder("twice").build().add(1);
    }
    meter.counterBuilder("counter.or.gauge").build().add(1);
    meter.gaugeBuilder("counter_or_gauge").build().set(1);
    Path file = directory.resolve("log");
    TelemetryConfig.Logs usual = TelemetryConfig.Logs.DEFAULTS;
    try (CollectorLog log =
        CollectorLog.open(
            new TelemetryConfig.Logs(
                "info",
                usual.encoding(),
                List.of(file.toString()),
                usual.initialFields(),
                false,
                false))) {
      Exposition exposition = new Exposition(USUAL, RESOURCE, log.logger());
      exposition.write(reader.read(), 0);
      assertThat(exposition.write(reader.read(), 0).lines())
          .filteredOn(line -> !line.startsWith("#"))
          .filteredOn(line -> line.startsWith("twice") || line.startsWith("counter_or_gauge"))
          .containsExactly("counter_or_gauge 1", "twice 1");
    }
    assertThat(Files.readAllLines(file))
        .hasSize(2)
        .anyMatch(line -> line.contains("counter_or_gauge is of several types"))
        .anyMatch(line -> line.contains("twice has several series with the same labels"));
  }
}
