package dev.ferrule.cli;

import dev.ferrule.confmap.ConfigSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The configuration that runs if the user names none, and what the user is told about it. */
final class DefaultConfig {
  private DefaultConfig() {}

  /** Its text. */
  static ConfigSource source() {
    try (InputStream in =
        Objects.requireNonNull(DefaultConfig.class.getResourceAsStream("default.yaml"))) {
      return new ConfigSource.BuiltIn(
          "built-in configuration", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What to do with it, for a terminal. The command stands on one line, to be copied. */
  static String guide() {
    return """

    Ferrule is ready, with its built-in configuration.
      OTLP/gRPC     localhost:4317
      OTLP/HTTP     http://localhost:4318
      health        http://localhost:13133
      metrics       http://localhost:8888/metrics

    Send a span:
      curl -sS http://localhost:4318/v1/traces -H 'Content-Type: application/json' -d '%s'

    It shows below. Ctrl-C stops. Your own configuration: --config FILE.
    """
        .formatted(
            """
            {"resourceSpans":[{"scopeSpans":[{"spans":[\
            {"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331",\
            "name":"hello from curl"}]}]}]}\
            """);
  }
}
