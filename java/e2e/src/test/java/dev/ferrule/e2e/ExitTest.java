package dev.ferrule.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process ends, with the right exit code, whatever is in its way. */
final class ExitTest {
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
      assertThat(collector.awaitExit(Duration.ofSeconds(20))).isEqualTo(1);
      assertThat(collector.stderr()).contains("libc_fixture.so: failed to close: as asked");
    }
  }

  @Test
  void aSignalBreaksOffAStart() {
    try (CollectorProcess collector = start("start: never")) {
      collector.awaitStderr(line -> line.contains("Extension is starting..."), "the start");
      collector.terminate();
      assertThat(collector.awaitExit(Duration.ofSeconds(80))).isEqualTo(1);
      System.out.println(collector.stderr());
      assertThat(collector.stderr()).contains("Received signal from OS", "c_fixture");
    }
  }

  @Test
  void aSecondSignalChangesNothing() {
    try (CollectorProcess collector = start("shutdown: late")) {
      collector.awaitReady().terminate();
      collector.awaitStderr(line -> line.contains("Starting shutdown..."), "the shutdown");
      collector.terminate();
      collector.awaitStderr(line -> line.contains("Stopping already"), "the answer to the second");
      assertThat(collector.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
      assertThat(collector.stderr()).contains("did not");
      System.out.println(collector.stderr());
    }
  }

  private CollectorProcess start(String settings) {
    Path config =
        Configs.write(
            directory,
            "config.yaml",
            """
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
                .formatted(settings, FreePorts.find(1).getFirst()));
    return CollectorProcess.start(
        "--plugin", NativeFiles.fixture().toString(), "--config", config.toString());
  }
}
