package dev.ferrule.receiver.otlp;

import dev.ferrule.config.HttpServerConfig;
import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Inline;
import dev.ferrule.confmap.Validated;
import dev.ferrule.pdata.Signal;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * OTLP over HTTP.
 *
 * <p>As in the Go Collector, this receiver has no time limits unless they are configured. Where
 * senders are not trusted, set {@code read_header_timeout}, {@code read_timeout} and {@code
 * idle_timeout}: a connection costs little, and a body takes memory only as it comes, but without
 * limits both may stay for ever.
 *
 * @param server the server block
 * @param tracesUrlPath where traces are received
 * @param metricsUrlPath where metrics are received
 * @param logsUrlPath where logs are received
 */
@ConfigDoc
public record OtlpHttpConfig(
    @Inline HttpServerConfig server,
    String tracesUrlPath,
    String metricsUrlPath,
    String logsUrlPath)
    implements Validated {
  // No query, fragment, escape, blank or colon: the path is compared with decoded paths.
  private static final Pattern PATH = Pattern.compile("[^?#%:\\s\\p{Cntrl}]*");

  /** What {@code http:} alone stands for. */
  public static final OtlpHttpConfig DEFAULTS =
      new OtlpHttpConfig(
          HttpServerConfig.listeningOn("localhost:4318").withoutTimeouts(),
          "/v1/traces",
          "/v1/metrics",
          "/v1/logs");

  /** Where that signal is received; starts with a slash. */
  public String path(Signal signal) {
    String path = configuredPath(signal);
    return path.startsWith("/") ? path : "/" + path;
  }

  private String configuredPath(Signal signal) {
    return switch (signal) {
      case TRACES -> tracesUrlPath;
      case METRICS -> metricsUrlPath;
      case LOGS -> logsUrlPath;
    };
  }

  @Override
  public void validate(Rules rules) {
    Map<String, Signal> seen = new HashMap<>();
    for (Signal signal : Signal.values()) {
      String key = signal + "_url_path";
      if (!PATH.matcher(configuredPath(signal)).matches()) {
        rules.broken(
            key,
            "invalid HTTP URL path set for signal: \"" + configuredPath(signal) + "\"",
            "write a path, such as /v1/" + signal);
      }
      Signal other = seen.putIfAbsent(path(signal), signal);
      if (other != null) {
        // Told at the one that was written.
        boolean usual = configuredPath(signal).equals(DEFAULTS.configuredPath(signal));
        rules.broken(
            (usual ? other : signal) + "_url_path",
            "is the same path as " + (usual ? signal : other) + "_url_path",
            "give each its own path");
      }
    }
  }
}
