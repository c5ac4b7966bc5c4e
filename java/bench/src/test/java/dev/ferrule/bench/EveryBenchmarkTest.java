package dev.ferrule.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.nativehost.NativePlugin;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.runner.RunnerException;
import org.slf4j.helpers.NOPLogger;

/** Each benchmark works: the numbers of so short a run say nothing, but the checksums do. */
final class EveryBenchmarkTest {
  private static final Pace ONCE = new Pace(1, 0, 0, 0, 1, Duration.ofMillis(2));
  private static final Round ROUND =
      new Round(
          ONCE, new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));

  // A library can be opened once in a process, so that it has to stay open between benchmarks.
  private static List<NativePlugin> held = List.of();

  @BeforeAll
  static void hold() {
    held =
        Stream.of(Lifecycle.Kind.values())
            .map(kind -> NativePlugin.load(kind.file(), NOPLogger.NOP_LOGGER))
            .toList();
  }

  @AfterAll
  static void letGo() {
    held.forEach(NativePlugin::close);
  }

  /** Flags are for other JVMs than this one. */
  static Stream<Case> cases() {
    return Plan.TABLES.stream()
        .flatMap(table -> table.rows().stream())
        .filter(row -> row.jvmFlags().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesAReadingForEachWay(Case what) throws RunnerException {
    assertThat(ROUND.run(what).values()).isNotEmpty().allMatch(Reading::isSound);
  }

  @Test
  void whatReadsOtherBytesIsFound() {
    BatchDown benchmark = new BatchDown();
    benchmark.size = 1024;
    benchmark.reads = Reads.ALL;
    benchmark.fill();
    benchmark.size = 512;
    assertThatThrownBy(benchmark::ffm)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the work was not done");
    benchmark.free();
  }
}
