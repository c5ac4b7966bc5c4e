package dev.ferrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvironmentTest {
  @Test
  void workersAreThePluginsChoiceUnlessSet() {
    assertThat(with(Map.of()).nativeWorkers()).isZero();
    assertThat(with(Map.of(Environment.WORKERS, " 8 ")).nativeWorkers()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1025", "99999999999", "two", "1.5", ""})
  void otherNumbersOfWorkersAreRefused(String wrong) {
    assertThatThrownBy(() -> with(Map.of(Environment.WORKERS, wrong)).nativeWorkers())
        .isInstanceOf(UsageException.class)
        .hasMessage("FERRULE_NATIVE_WORKERS=" + wrong + " is not a number of threads, 1 to 1024");
  }

  private static Environment with(Map<String, String> variables) {
    return new Environment(variables, Path.of(""), Path.of(""));
  }
}
