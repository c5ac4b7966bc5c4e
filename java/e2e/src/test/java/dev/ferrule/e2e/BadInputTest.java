package dev.ferrule.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an operator sees who got something wrong: one clear message, exit code 1, no stack trace.
 */
final class BadInputTest {
  @TempDir Path directory;

  @Test
  void aPortInUse() throws IOException {
    var ports = FreePorts.find(2);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String yaml = Configs.roundTrip(taken.getLocalPort(), ports.get(0), ports.get(1), 1);
      assertThat(failure("--config", write("taken.yaml", yaml)))
          .contains("\"otlp\"", "127.0.0.1:" + taken.getLocalPort(), "address already in use");
    }
  }

  @Test
  void aPortInUseByTheNativeExtension() throws IOException {
    var ports = FreePorts.find(2);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String yaml = Configs.roundTrip(ports.get(0), ports.get(1), taken.getLocalPort(), 1);
      assertThat(failure("--config", write("taken.yaml", yaml)))
          .contains("health_check", ":" + taken.getLocalPort(), "address already in use");
    }
  }

  @Test
  void aPortInUseForTheMetrics() throws IOException {
    var ports = FreePorts.find(3);
    String yaml = Configs.roundTrip(ports.get(0), ports.get(1), ports.get(2), 1);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThat(
              failure("--config", write("taken.yaml", Configs.scrapedAt(port, yaml)))
                  .lines()
                  .toList())
          .last()
          .asString()
          .startsWith("Error: failed to create meter provider: binding address localhost:" + port)
          .contains("address already in use", "service::telemetry::metrics", "level: none");
    }
  }

  @Test
  void aFileThatIsNotThere() {
    assertThat(failure("--config", directory.resolve("none.yaml").toString()))
        .contains("none.yaml")
        .containsIgnoringCase("no such file");
  }

  @Test
  void aFileThatIsNoYaml() {
    assertThat(failure("--config", write("broken.yaml", "receivers:\n  otlp: [\n")))
        .containsPattern("broken\\.yaml:\\d+:\\d+");
  }

  @Test
  void unknownComponentsAndKeysAllAtOnce() {
    String yaml =
        """
        receivers:
          otlpp:
          otlp:
            protocols:
              grcp:
        exporters:
          debug:
            verbosity: loud
        extensions:
          health_check:
            endpont: localhost:1
        service:
          extensions: [health_check]
          pipelines:
            traces:
              receivers: [otlp]
              exporters: [debug, missing]
        """;
    assertThat(failure("--config", write("wrong.yaml", yaml)))
        .contains(
            "wrong.yaml:2:3",
            "otlpp",
            "wrong.yaml:5:7",
            "grcp",
            "wrong.yaml:8:",
            "loud",
            "wrong.yaml:11:5",
            "endpont",
            "wrong.yaml:17:",
            "missing");
  }

  @Test
  void aMissingNativeLibrary() throws IOException {
    Path image = copyImage();
    Files.delete(image.resolve("native/libferrule_plugin.so"));
    try (CollectorProcess collector = CollectorProcess.start(image, Map.of())) {
      assertThat(collector.awaitExit(Duration.ofSeconds(30))).isEqualTo(1);
      assertThat(collector.stderr())
          .contains("libferrule_plugin.so")
          .doesNotContain("\tat ", "Exception");
    }
  }

  @Test
  void aNativeLibraryThatIsNone() throws IOException {
    Path image = copyImage();
    Files.writeString(image.resolve("native/libferrule_plugin.so"), "not a library");
    try (CollectorProcess collector = CollectorProcess.start(image, Map.of())) {
      assertThat(collector.awaitExit(Duration.ofSeconds(30))).isEqualTo(1);
      assertThat(collector.stderr())
          .contains("libferrule_plugin.so")
          .doesNotContain("\tat ", "Exception");
    }
  }

  @Test
  void anUnknownOption() {
    assertThat(failure("--confg", "x")).contains("--confg");
  }

  @Test
  void anOptionBeforeTheCommand() {
    assertThat(failure("--config", "x.yaml", "validate"))
        .contains("--config stands before the command: write it after 'validate'");
  }

  @Test
  void validateSaysWhatRunWouldSay() {
    String good = Configs.roundTrip(1, 2, 3, 4);
    try (CollectorProcess collector =
        CollectorProcess.start("validate", "--config", write("good.yaml", good))) {
      assertThat(collector.awaitExit(Duration.ofSeconds(30))).isZero();
    }
    String bad = good.replace("receivers: [otlp]", "receivers: [other]");
    assertThat(failure("validate", "--config", write("bad.yaml", bad)))
        .contains("bad.yaml:", "\"other\" which is not configured");
  }

  private String failure(String... arguments) {
    try (CollectorProcess collector = CollectorProcess.start(arguments)) {
      assertThat(collector.awaitExit(Duration.ofSeconds(30))).as(collector.stderr()).isEqualTo(1);
      assertThat(collector.stderr()).doesNotContain("\tat ", "Exception in thread");
      return collector.stderr();
    }
  }

  private String write(String name, String text) {
    return Configs.write(directory, name, text).toString();
  }

  private Path copyImage() throws IOException {
    Path copy = directory.resolve("image");
    try (Stream<Path> files = Files.walk(CollectorProcess.IMAGE)) {
      for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
        Path target = copy.resolve(CollectorProcess.IMAGE.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return copy;
  }
}
