package dev.ferrule.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process ends, with the right exit code, whatever is in its way. */
final class ExitTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path directory;

  @Test
  void aPluginThatDoesNotCloseIsLeftBehind() {
    try (CollectorProcess collector = start("close: stuck")) {
      collector.awaitReady().terminate();
      // The plugin gets 10 s, and as much again because it does not keep to that.
      assertThat(collector.awaitExit(Duration.ofSeconds(40))).isEqualTo(1);
      assertThat(collector.stderr())
          .contains("Shutdown complete.", "libc_fixture.so: did not close within 20s");
    }
  }

  @Test
  void aPluginThatFailsToCloseIsAFailure() {
    try (CollectorProcess collector = start("close: error")) {
      collector.awaitReady().terminate();
      assertThat(collector.awaitExit(SOON)).isEqualTo(1);
      assertThat(collector.stderr()).contains("libc_fixture.so: failed to close: as asked");
    }
  }

  @Test
  void aSignalBeforeTheStartKeepsItFromStarting() throws Exception {
    Path pipe = directory.resolve("pipe.yaml");
    Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS) && mkfifo.exitValue() == 0).isTrue();
    String yaml = config("start: ok");
    try (CollectorProcess collector = run(pipe)) {
      // Opens when the collector has come as far as to read its configuration.
      try (var writer = Files.newBufferedWriter(pipe)) {
        collector.terminate();
        collector.awaitStderr(line -> line.contains("Received signal from OS"), "the signal");
        writer.write(yaml);
      }
      assertThat(collector.awaitExit(SOON)).as(collector.stderr()).isZero();
      assertThat(collector.stderr()).doesNotContain("Extension is starting...");
    }
  }

  @Test
  void aSignalBreaksOffAStart() {
    try (CollectorProcess collector = start("start: until_cancel")) {
      collector.awaitStderr(line -> line.contains("Extension is starting..."), "the start");
      collector.terminate();
      assertThat(collector.awaitExit(SOON)).as(collector.stderr()).isZero();
      assertThat(collector.stderr())
          .contains("Received signal from OS", "Shutdown complete.")
          .doesNotContain("Extension started.");
    }
  }

  @Test
  void aSecondSignalChangesNothing() {
    try (CollectorProcess collector = start("shutdown: late")) {
      collector.awaitReady().terminate();
      collector.awaitStderr(line -> line.contains("Starting shutdown..."), "the shutdown");
      collector.terminate();
      collector.awaitStderr(line -> line.contains("Stopping already"), "the answer to the second");
      // The plugin has 10 s for a shutdown, which this one never completes.
      assertThat(collector.awaitExit(Duration.ofSeconds(40))).isEqualTo(1);
      assertThat(collector.stderr())
          .contains("Shutdown complete.", "extension \"c_fixture\": did not");
    }
  }

  private CollectorProcess start(String settings) {
    return run(Configs.write(directory, "config.yaml", config(settings)));
  }

  private static CollectorProcess run(Path config) {
    return CollectorProcess.start(
        "--plugin", NativeFiles.fixture().toString(), "--config", config.toString());
  }

  private static String config(String settings) {
    return """
    extensions:
      c_fixture:
        %s
    receivers:
      otlp:
        protocols:
          http:
            endpoint: localhost:%d
    exporters:
      debug:
    service:
      extensions: [c_fixture]
      pipelines:
        traces:
          receivers: [otlp]
          exporters: [debug]
    """
        .formatted(settings, FreePorts.find(1).getFirst());
  }
}
