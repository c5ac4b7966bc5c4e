package dev.ferrule.exporter.debug.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputPathTest {

  @Test
  void knowsTheStandardStreams() {
    assertThat(OutputPath.parse("stdout")).isEqualTo(new OutputPath.Stdout());
    assertThat(OutputPath.parse("stderr")).isEqualTo(new OutputPath.Stderr());
    assertThat(OutputPath.parse("STDOUT")).isEqualTo(new OutputPath.File(Path.of("STDOUT")));
  }

  @ParameterizedTest
  @CsvSource({
    "/var/log/a%20#?:b, /var/log/a%20#?:b",
    "logs/out.txt, logs/out.txt",
    "./stdout, ./stdout",
    "file:///var/log/a%20b, /var/log/a b",
    "file://localhost/out, /out",
    "FILE:/out, /out"
  })
  void readsFiles(String text, String path) {
    assertThat(OutputPath.parse(text)).isEqualTo(new OutputPath.File(Path.of(path)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a%20b",
        "a#b",
        "a?b",
        "nul\0",
        "https://example.com/x",
        "c:out",
        "file:out",
        "file://host/out",
        "file://localhost:1/out",
        "file://me@localhost/out",
        "file:///out?x",
        "file:///out#x",
        "file:///%zz"
      })
  void refusesWhatIsNoOutput(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> OutputPath.parse(text));
  }

  @Test
  void namesTheSchemeItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutputPath.parse("kafka://topic"))
        .withMessageContaining("no output for scheme \"kafka\"");
  }
}
