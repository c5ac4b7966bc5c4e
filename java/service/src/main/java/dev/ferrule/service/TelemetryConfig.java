package dev.ferrule.service;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.NotYet;
import dev.ferrule.confmap.Validated;
import dev.ferrule.service.internal.ResourceConfig;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the Collector tells of itself.
 *
 * @param logs its log
 * @param metrics its metrics
 * @param traces its traces; they can only be off so far
 * @param resource attributes that say which Collector it is: either a list of {@code {name, value}}
 *     under {@code attributes}, or keys with values straight in the section, where null takes a
 *     default away. They go with metrics, not with log lines
 */
@ConfigDoc
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
   * @param level the least severe level that is written: {@code debug}, {@code info}, {@code warn}
   *     or {@code error}; {@code dpanic}, {@code panic} and {@code fatal} write nothing, since no
   *     line is as severe here
   * @param encoding how a line is written
   * @param outputPaths where lines go: files, {@code stderr} or {@code stdout}
   * @param initialFields fields that are added to every line
   * @param disableCaller accepted without effect: lines never name their caller
   * @param disableStacktrace whether errors are written without a stack trace; only at level {@code
   *     debug} is there one
   */
  @ConfigDoc
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

    /** For a log that nobody reads. */
    static final Logs NOWHERE =
        new Logs("error", Encoding.CONSOLE, List.of(), Map.of(), true, true);

    private static final List<String> LEVELS =
        List.of("debug", "info", "warn", "error", "dpanic", "panic", "fatal");

    /**
     * The level in lower case, {@code info} if it is empty: {@code warning} is {@code warn}, as it
     * is to the Go Collector's logger.
     */
    String severity() {
      String lower = level.toLowerCase(Locale.ROOT);
      return switch (lower) {
        case "" -> "info";
        case "warning" -> "warn";
        default -> lower;
      };
    }

    @Override
    public void validate(Rules rules) {
      if (!LEVELS.contains(severity())) {
        rules.broken(
            "level",
            "unrecognized level: \"%s\"".formatted(level),
            "use one of debug, info, warn, error");
      }
      if (outputPaths.isEmpty()) {
        rules.broken("output_paths", "must name at least one output", "use stderr");
      }
    }
  }

  /** How a log line is written. */
  @ConfigDoc
  public enum Encoding {
    /** Tab-separated, for humans. */
    CONSOLE,
    /** One JSON object a line. */
    JSON
  }

  /**
   * Traces of the Collector itself, which can only be off so far.
   *
   * @param level how much is traced; only {@code none}
   */
  @ConfigDoc
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
