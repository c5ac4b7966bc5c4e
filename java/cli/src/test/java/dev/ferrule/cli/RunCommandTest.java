package dev.ferrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferrule.component.ComponentException;
import org.junit.jupiter.api.Test;

final class RunCommandTest {
  private final ComponentException start = new ComponentException("interrupted");

  @Test
  void aStartThatASignalBrokeOffIsNoFailure() {
    assertThat(RunCommand.brokenOff(start)).isZero();
  }

  @Test
  void whatDidNotStopAfterItIsOne() {
    start.addSuppressed(new ComponentException("extension \"x\": did not shut down"));
    assertThatThrownBy(() -> RunCommand.brokenOff(start))
        .isInstanceOf(ComponentException.class)
        .hasMessage("did not stop cleanly: extension \"x\": did not shut down");
  }
}
