package dev.ferrule.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.ComponentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** What a log line looks like. */
final class CollectorLogTest {
  private static final String TIME =
      "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d{4})";

  @TempDir Path directory;

  private List<String> lines(
      String level,
      TelemetryConfig.Encoding encoding,
      boolean noStack,
      java.util.function.Consumer<CollectorLog> use)
      throws IOException {
    Path file = directory.resolve("log");
    try (CollectorLog log =
        CollectorLog.open(
            new TelemetryConfig.Logs(
                level,
                encoding,
                List.of(file.toString()),
                Map.of("env", "test"),
                false,
                noStack))) {
      use.accept(log);
    }
    return Files.readAllLines(file);
  }

  @Test
  void consoleLines() throws IOException {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put(CollectorLog.COMPONENT_ID, "debug/x");
    attributes.put(CollectorLog.COMPONENT_KIND, "exporter");
    List<String> lines =
        lines(
            "INFO",
            TelemetryConfig.Encoding.CONSOLE,
            true,
            log -> {
              Logger logger = log.logger(attributes);
              logger.atInfo().addKeyValue("spans", 3).addKeyValue("q", "a\"b\n").log("Traces");
              logger.debug("not written");
              logger.warn("two {} {}", 1, "args");
              logger.error("failed", new IllegalStateException("why", new IOException("deeper")));
            });
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .matches(TIME + "\tinfo\tTraces\t.*")
        .endsWith(
            "{\"env\": \"test\", \"otelcol.component.id\": \"debug/x\", "
                + "\"otelcol.component.kind\": \"exporter\", \"spans\": 3, \"q\": \"a\\\"b\\n\"}");
    assertThat(lines.get(1)).contains("\twarn\ttwo 1 args\t");
    assertThat(lines.get(2)).contains("\terror\tfailed\t").contains("\"error\": \"why: deeper\"");
  }

  @Test
  void jsonLines() throws IOException {
    List<String> lines =
        lines(
            "info",
            TelemetryConfig.Encoding.JSON,
            true,
            log -> log.logger().atWarn().addKeyValue("list", List.of(1.5, true)).log("a\tb"));
    assertThat(lines)
        .singleElement()
        .asString()
        .matches(
            "\\{\"level\": \"warn\", \"ts\": \""
                + TIME
                + "\", \"msg\": \"a\\\\tb\", \"env\": \"test\", \"list\": \\[1.5, true\\]\\}");
  }

  @Test
  void stacksShowAtDebugOnly() throws IOException {
    var boom = new IllegalStateException("boom");
    assertThat(
            lines(
                "info", TelemetryConfig.Encoding.CONSOLE, false, l -> l.logger().error("x", boom)))
        .hasSize(1);
    assertThat(
            lines(
                "debug", TelemetryConfig.Encoding.CONSOLE, false, l -> l.logger().error("x", boom)))
        .anyMatch(line -> line.contains("at ") && line.contains("CollectorLogTest"));
  }

  @Test
  void anOutputThatCannotBeWrittenIsAnError() {
    assertThatThrownBy(() ->
            CollectorLog.open(
                new TelemetryConfig.Logs(
                    "info",
                    TelemetryConfig.Encoding.CONSOLE,
                    List.of(directory.toString()),
                    Map.of(),
                    false,
                    false)))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("cannot write the log to");
  }
}
