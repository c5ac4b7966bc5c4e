package dev.ferrule.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --plugin}: native components beside those that are built in. */
final class MorePluginsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void itsComponentsAreListedWithTheirFile() {
    try (CollectorProcess collector =
        CollectorProcess.start("components", "--plugin", NativeFiles.fixture().toString())) {
      assertThat(collector.awaitExit(LIMIT)).isZero();
      assertThat(collector.stdout())
          .contains(
              "- name: c_fixture",
              "module: c-fixture 1.2.3 (native, libc_fixture.so)",
              "- name: health_check",
              "module: ferrule-plugin");
    }
  }

  @Test
  void itsComponentsRunBesideTheOthers() {
    var ports = FreePorts.find(4);
    String yaml =
        Configs.roundTrip(ports.get(0), ports.get(1), ports.get(2), ports.get(3))
            .replace("extensions: [health_check]", "extensions: [c_fixture, health_check]")
            .replaceFirst("extensions:\n", "extensions:\n  c_fixture:\n    start: async\n");
    String config = Configs.write(directory, "config.yaml", yaml).toString();
    String fixture = NativeFiles.fixture().toString();
    try (CollectorProcess collector =
        CollectorProcess.start("validate", "--plugin", fixture, "--config", config)) {
      assertThat(collector.awaitExit(LIMIT)).as(collector.stderr()).isZero();
    }
    try (CollectorProcess collector =
        CollectorProcess.start("--plugin", fixture, "--config", config)) {
      collector.awaitReady().terminate();
      assertThat(collector.awaitExit(LIMIT)).as(collector.stderr()).isZero();
      assertThat(collector.stderr()).contains("\"otelcol.component.id\": \"c_fixture\"");
    }
  }

  @Test
  void aTypeThatIsThereAlreadyIsRefused() {
    Path copy = NativeFiles.copy(NativeFiles.BUILT_IN, directory, "libother.so");
    assertThat(failure("components", "--plugin", copy.toString()))
        .contains(
            "libferrule_plugin.so and ",
            "libother.so both have extension \"",
            "\"; leave one of them out");
    String fixture = NativeFiles.fixture().toString();
    assertThat(failure("components", "--plugin", fixture, "--plugin", fixture))
        .contains("libc_fixture.so is given twice");
  }

  @Test
  void aFileThatIsNoPluginIsRefused() {
    String text = Configs.write(directory, "text.so", "no library ".repeat(20)).toString();
    String none = directory.resolve("none.so").toString();
    assertThat(failure("components", "--plugin", none))
        .contains("none.so", "there is no such file");
    assertThat(failure("validate", "--plugin", none, "--config", "yaml:{}"))
        .contains("none.so", "there is no such file");
    assertThat(failure("--plugin", text)).contains("text.so", "is not a shared library");
  }

  @Test
  void workersAreAHintToPlugins() {
    String teller = NativeFiles.broken("tell_workers").toString();
    assertThat(failure(Map.of("FERRULE_NATIVE_WORKERS", "3"), "--plugin", teller))
        .contains("libtell_workers.so: refused to open: the host wants 3 worker threads");
    assertThat(failure("--plugin", teller)).contains("the host wants 0 worker threads");
    for (String wrong : new String[] {"many", "0", "1025", ""}) {
      assertThat(failure(Map.of("FERRULE_NATIVE_WORKERS", wrong)))
          .contains("FERRULE_NATIVE_WORKERS=" + wrong + " is not a number of threads, 1 to 1024");
    }
  }

  private static String failure(String... arguments) {
    return failure(Map.of(), arguments);
  }

  private static String failure(Map<String, String> environment, String... arguments) {
    try (CollectorProcess collector =
        CollectorProcess.start(CollectorProcess.IMAGE, environment, arguments)) {
      assertThat(collector.awaitExit(LIMIT)).as(collector.stderr()).isEqualTo(1);
      assertThat(collector.stderr()).doesNotContain("\tat ", "Exception in thread");
      return collector.stderr();
    }
  }
}
