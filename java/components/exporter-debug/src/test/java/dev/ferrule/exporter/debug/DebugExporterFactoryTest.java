package dev.ferrule.exporter.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ferrule.component.BuildInfo;
import dev.ferrule.component.Call;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ComponentId;
import dev.ferrule.component.Exporter;
import dev.ferrule.component.Kind;
import dev.ferrule.component.Settings;
import dev.ferrule.component.Stability;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.BufferPool;
import dev.ferrule.pdata.Signal;
import dev.ferrule.testkit.FakeHost;
import io.opentelemetry.api.metrics.MeterProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.NOPLogger;

class DebugExporterFactoryTest {
  private final DebugExporterFactory factory = new DebugExporterFactory();

  @Test
  void saysWhatItMakes() {
    assertThat(factory.type()).isEqualTo("debug");
    assertThat(factory.kind()).isEqualTo(Kind.EXPORTER);
    assertThat(factory.deprecatedAlias()).isEmpty();
    assertThat(factory.stability())
        .isEqualTo(
            Map.of(
                Signal.TRACES, Stability.ALPHA,
                Signal.METRICS, Stability.ALPHA,
                Signal.LOGS, Stability.ALPHA));
    assertThat(factory.stability().keySet()).containsExactly(Signal.values());
  }

  @Test
  void saysWhereItComesFrom() {
    assertThat(factory.module()).matches("dev\\.ferrule\\.exporter\\.debug \\d+\\.\\d+\\.\\S+");
  }

  @Test
  void makesExportersThatKeepNothing(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("out.txt");
    DebugConfig config =
        new DebugConfig(Verbosity.DETAILED, 2, 1, false, Optional.of(List.of(file.toString())));
    try (BufferPool pool = BufferPool.bounded(1 << 20)) {
      Settings settings =
          new Settings(
              ComponentId.ofType("debug"),
              NOPLogger.NOP_LOGGER,
              new BuildInfo("test", "Test", "0"),
              pool,
              MeterProvider.noop().get("test"));
      for (Signal signal : Signal.values()) {
        Exporter exporter = factory.create(settings, config, signal);
        exporter.start(new FakeHost());
        try (Batch batch = pool.allocate(0).freeze(signal, 0, 0)) {
          exporter.consume(batch, Call.NONE);
        }
        exporter.shutdown();
        exporter.shutdown();
      }
      assertThat(pool.leasedBytes()).isZero();
    }
    assertThat(Files.readString(file)).contains("Traces\t{", "Metrics\t{", "Logs\t{");
  }

  @Test
  void opensFilesAtStartOnly(@TempDir Path directory) {
    Path file = directory.resolve("missing").resolve("out.txt");
    DebugConfig config =
        new DebugConfig(Verbosity.BASIC, 2, 1, false, Optional.of(List.of(file.toString())));
    try (BufferPool pool = BufferPool.bounded(1)) {
      Settings settings =
          new Settings(
              ComponentId.ofType("debug"),
              NOPLogger.NOP_LOGGER,
              new BuildInfo("test", "Test", "0"),
              pool,
              MeterProvider.noop().get("test"));
      Exporter exporter = factory.create(settings, config, Signal.LOGS);
      assertThatExceptionOfType(ComponentException.class)
          .isThrownBy(() -> exporter.start(new FakeHost()))
          .withMessageContaining(file.toString());
      exporter.shutdown();
    }
  }
}
