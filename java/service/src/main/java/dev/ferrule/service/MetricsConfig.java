package dev.ferrule.service;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.NotYet;
import dev.ferrule.confmap.NullIsNone;
import dev.ferrule.confmap.Validated;
import java.util.List;
import java.util.Optional;

/**
 * The Collector's own metrics.
 *
 * @param level how much is measured; with {@code none} no port is opened
 * @param readers where the metrics go; a list that is given replaces the default, which is one
 *     Prometheus port on localhost:8888
 */
@ConfigDoc
@NotYet(key = "views", reason = "level decides what is measured; leave views out")
public record MetricsConfig(MetricsLevel level, List<Reader> readers) implements Validated {
  /** To be scraped on localhost:8888. */
  public static final MetricsConfig DEFAULTS =
      new MetricsConfig(
          MetricsLevel.NORMAL,
          List.of(
              new Reader(
                  Optional.of(new Pull(new Exporter(Optional.of(PrometheusConfig.LOCAL)))))));

  private static final String HINT = "write pull: {exporter: {prometheus: {host: ..., port: ...}}}";

  /**
   * One way out for the metrics.
   *
   * @param pull somebody asks for them
   */
  @ConfigDoc
  @NotYet(
      key = "periodic",
      reason = "metrics cannot be sent to OTLP or the console; use pull with a prometheus exporter")
  @NotYet(key = "producers", reason = "metrics of other libraries; leave it out")
  public record Reader(@NullIsNone Optional<Pull> pull) {
    static final Reader DEFAULTS = new Reader(Optional.empty());
  }

  /**
   * A way out that is asked for the metrics.
   *
   * @param exporter who asks
   */
  @ConfigDoc
  public record Pull(Exporter exporter) {
    static final Pull DEFAULTS = new Pull(new Exporter(Optional.empty()));
  }

  /**
   * Who asks for the metrics.
   *
   * @param prometheus Prometheus, which scrapes a port
   */
  @ConfigDoc
  public record Exporter(@NullIsNone Optional<PrometheusConfig> prometheus) {}

  /** The ports to be scraped at, unless nothing is measured. */
  public List<PrometheusConfig> scraped() {
    return level == MetricsLevel.NONE
        ? List.of()
        : readers.stream()
            .flatMap(reader -> reader.pull().stream())
            .flatMap(pull -> pull.exporter().prometheus().stream())
            .toList();
  }

  @Override
  public void validate(Rules rules) {
    if (level == MetricsLevel.NONE) {
      return;
    }
    if (readers.isEmpty()) {
      rules.broken(
          "readers",
          "collector telemetry metrics reader should exist when metric level is not none",
          "leave readers out for localhost:8888, or set level: none");
    }
    for (int i = 0; i < readers.size(); i++) {
      validate(readers.get(i), "readers::" + i, rules);
    }
  }

  private static void validate(Reader reader, String place, Rules rules) {
    if (reader.pull().isEmpty()) {
      rules.broken(place, "no valid metric reader", HINT);
      return;
    }
    String exporter = place + "::pull::exporter";
    Optional<PrometheusConfig> prometheus = reader.pull().get().exporter().prometheus();
    if (prometheus.isEmpty()) {
      rules.broken(exporter, "no valid metric exporter", HINT);
      return;
    }
    if (prometheus.get().host().isEmpty()) {
      rules.broken(exporter + "::prometheus", "host must be specified", "such as host: localhost");
    }
    if (prometheus.get().port().isEmpty()) {
      rules.broken(exporter + "::prometheus", "port must be specified", "such as port: 8888");
    }
  }
}
