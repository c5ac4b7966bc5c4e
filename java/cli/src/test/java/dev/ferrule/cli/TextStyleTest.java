package dev.ferrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.confmap.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Colours show only where somebody sees them. */
final class TextStyleTest {
  @TempDir Path directory;

  @Test
  void aTerminalIsKnownByItsDevice() throws IOException {
    Path terminal = Files.createSymbolicLink(directory.resolve("1"), Path.of("/dev/pts/3"));
    Path pipe = Files.createSymbolicLink(directory.resolve("2"), Path.of("pipe:[123]"));
    assertThat(TextStyle.isTerminal(terminal)).isTrue();
    assertThat(TextStyle.isTerminal(pipe)).isFalse();
    assertThat(TextStyle.isTerminal(directory.resolve("3"))).isFalse();
  }

  @Test
  void theEnvironmentMayForbidThem() {
    assertThat(TextStyle.ofStderr(Map.of("TERM", "xterm", "NO_COLOR", "1")).colored()).isFalse();
    assertThat(TextStyle.ofStderr(Map.of("TERM", "dumb")).colored()).isFalse();
    assertThat(TextStyle.ofStderr(Map.of()).colored()).isFalse();
  }

  @Test
  void aPlainTextStaysAsItIs() {
    assertThat(TextStyle.PLAIN.error("Error:")).isEqualTo("Error:");
    assertThat(new TextStyle(true).error("Error:")).isEqualTo("\033[1;31mError:\033[0m");
  }

  @Test
  void theCaretIsBelowThePlace() {
    Position position = new Position("c.yaml", 1, 5);
    assertThat(Excerpt.of("abc\u00e9defg", position, TextStyle.PLAIN))
        .isEqualTo("    abc\u00e9defg\n        ^\n");
    assertThat(Excerpt.of("\ta\ud83d\ude00b\tx", position, TextStyle.PLAIN))
        .isEqualTo("    \ta\ud83d\ude00b\tx\n    \t    ^\n");
    assertThat(Excerpt.of("\u8a73\u7d30: e\u0301 x", new Position("c", 1, 8), TextStyle.PLAIN))
        .isEqualTo("    \u8a73\u7d30: e\u0301 x\n            ^\n");
    assertThat(Excerpt.of("x".repeat(500), new Position("c", 1, 400), TextStyle.PLAIN))
        .startsWith("    ...xxx")
        .hasLineCount(2);
  }
}
