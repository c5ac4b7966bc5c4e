package dev.ferrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessEndTest {
  @TempDir Path directory;
  private Exchange exchange = new Exchange(Path.of(""));

  @BeforeEach
  void prepare() throws IOException {
    exchange = new Exchange(directory);
    Files.writeString(exchange.stderr(), "NOTE: Picked up JDK_JAVA_OPTIONS: -Xa\n\nlast words\n");
  }

  @Test
  void aSignalIsACrash() {
    assertThat(ProcessEnd.of(134, exchange, true).verdict("opening it"))
        .isEqualTo(
            "the plugin crashed the process (signal 6, SIGABRT) while opening it; it wrote:\n"
                + "    last words");
  }

  @Test
  void whatTheJvmSawComesFirst() throws IOException {
    Files.writeString(
        exchange.crash(),
        """
        #  SIGSEGV (0xb) at pc=0x0, pid=1, tid=2
        # Problematic frame:
        # C  [libx.so+0x1]  start+0x9
        """);
    assertThat(ProcessEnd.of(134, exchange, true).verdict("starting"))
        .startsWith(
            "the plugin crashed the process (signal 11, SIGSEGV) while starting, in start of"
                + " libx.so");
  }

  @Test
  void anExitOrTooMuchTimeIsNoCrash() {
    assertThat(ProcessEnd.of(0, exchange, true).verdict("closing it"))
        .startsWith("the plugin ended the process with exit code 0 while closing it");
    assertThat(new ProcessEnd.TimedOut(Duration.ofSeconds(5)).verdict("closing it"))
        .isEqualTo("the plugin took longer than 5 s, the last of it while closing it");
    assertThat(new ProcessEnd.Finished().verdict("closing it")).isEmpty();
  }

  @Test
  void aProcessThatDidNotComeToThePluginIsNotItsFault() {
    assertThatThrownBy(() -> ProcessEnd.of(1, exchange, false))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("did not start")
        .hasMessageContaining("last words");
  }
}
