package dev.ferrule.service;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.NotYet;
import dev.ferrule.confmap.Validated;
import dev.ferrule.service.internal.ResourceConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the collector tells of itself: {@code service::telemetry}.
 *
 * @param logs its log
 * @param metrics its metrics
 * @param traces its traces; only off, so far
 * @param resource attributes that say which collector it is, as they are written; they go with
 *     metrics, not with log lines
 */
public record TelemetryConfig(
    Logs logs, MetricsConfig metrics, Traces traces, Map<String, ConfigNode> resource)
    implements Validated {
  /** Log lines from info on, for humans, on stderr; metrics on localhost:8888. */
  public static final TelemetryConfig DEFAULTS =
      new TelemetryConfig(Logs.DEFAULTS, MetricsConfig.DEFAULTS, Traces.DEFAULTS, Map.of());

  @Override
  public void validate(Rules rules) {
    ResourceConfig.validate(resource, rules);
  }

  /**
   * The log.
   *
   * @param level the least severe level written: debug, info, warn or error
   * @param encoding console or json
   * @param outputPaths files, {@code stderr} or {@code stdout}
   * @param initialFields added to every line
   * @param disableCaller accepted; lines never name their caller
   * @param disableStacktrace whether errors are written without a stack trace; only at level debug
   *     is there one
   */
  @NotYet(key = "development", reason = "use level: debug")
  @NotYet(key = "sampling", reason = "every log line is written")
  @NotYet(key = "error_output_paths", reason = "errors of the log itself go to stderr")
  @NotYet(key = "processors", reason = "logs are not sent over OTLP")
  @NotYet(key = "disable_zap_resource", reason = "log lines carry no resource; leave it out")
  public record Logs(
      String level,
      Encoding encoding,
      List<String> outputPaths,
      Map<String, String> initialFields,
      boolean disableCaller,
      boolean disableStacktrace)
      implements Validated {
    /** What is used if nothing is said. */
    public static final Logs DEFAULTS =
        new Logs("info", Encoding.CONSOLE, List.of("stderr"), Map.of(), false, false);

    private static final List<String> LEVELS = List.of("debug", "info", "warn", "error");

    @Override
    public void validate(Rules rules) {
      if (!LEVELS.contains(level.toLowerCase(Locale.ROOT))) {
        rules.broken(
            "level",
            "unrecognized level: \"%s\"".formatted(level),
            "use one of " + String.join(", ", LEVELS));
      }
      if (outputPaths.isEmpty()) {
        rules.broken("output_paths", "must name at least one output", "use stderr");
      }
    }
  }

  /** How a log line is written. */
  public enum Encoding {
    /** Tab-separated, for humans. */
    CONSOLE,
    /** One JSON object a line. */
    JSON
  }

  /**
   * Traces of the collector itself, which can only be off so far.
   *
   * @param level {@code none}
   */
  @NotYet(key = "processors", reason = "the collector has no traces of its own")
  @NotYet(key = "propagators", reason = "the collector has no traces of its own")
  @NotYet(key = "sampler", reason = "the collector has no traces of its own")
  public record Traces(String level) implements Validated {
    /** Off. */
    public static final Traces DEFAULTS = new Traces("none");

    @Override
    public void validate(Rules rules) {
      if (!level.equalsIgnoreCase("none")) {
        rules.broken(
            "level",
            "not supported yet: the collector has no traces of its own",
            "use none, or leave it out");
      }
    }
  }
}
