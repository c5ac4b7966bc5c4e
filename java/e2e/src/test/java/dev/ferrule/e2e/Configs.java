package dev.ferrule.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configuration files for the tests. */
final class Configs {
  private Configs() {}

  /**
   * OTLP in on both protocols, the health check, OTLP out to the sink and the debug exporter; no
   * metrics of its own, so that several can run.
   */
  static String roundTrip(int grpc, int http, int health, int sink) {
    return """
    extensions:
      health_check:
        endpoint: localhost:%d
    receivers:
      otlp:
        protocols:
          grpc:
            endpoint: localhost:%d
          http:
            endpoint: localhost:%d
    exporters:
      otlp_grpc:
        endpoint: localhost:%d
        tls:
          insecure: true
      debug:
        verbosity: normal
    service:
      extensions: [health_check]
      telemetry:
        metrics:
          level: none
      pipelines:
        traces:
          receivers: [otlp]
          exporters: [otlp_grpc, debug]
        metrics:
          receivers: [otlp]
          exporters: [otlp_grpc, debug]
        logs:
          receivers: [otlp]
          exporters: [otlp_grpc, debug]
    """
        .formatted(health, grpc, http, sink);
  }

  /** The same configuration with the collector's own metrics on that port. */
  static String scrapedAt(int port, String config) {
    return config.replace(
        "level: none",
        "readers: [{pull: {exporter: {prometheus: {host: localhost, port: %d}}}}]".formatted(port));
  }

  /** Writes a configuration into a directory of the test. */
  static Path write(Path directory, String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
