package dev.ferrule.exporter.debug.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.component.Call;
import dev.ferrule.exporter.debug.Verbosity;
import dev.ferrule.pdata.Batch;
import dev.ferrule.pdata.Signal;
import dev.ferrule.testkit.FakeHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.Level;

/** What is printed, byte for byte, when everything is set. */
class DebugTextTest {

  static Stream<Arguments> cases() {
    return Stream.of(Signal.values())
        .flatMap(signal ->
            Stream.of(Verbosity.values()).map(verbosity -> Arguments.of(signal, verbosity)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void printsAsTheCollectorDoes(Signal signal, Verbosity verbosity) throws IOException {
    String file = signal.id() + "." + verbosity + ".txt";
    assertThat(printed(signal, verbosity)).isEqualTo(expected(file));
  }

  private static String printed(Signal signal, Verbosity verbosity) {
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(stdout, true, StandardCharsets.UTF_8);
    DebugSender exporter =
        new DebugSender(
            BatchText.of(verbosity, signal),
            new Sampler(2, 1, () -> 0),
            new PlainOutput(
                List.of(new OutputPath.Stdout()), stream, stream, new RecordingLogger(Level.INFO)));
    exporter.start(new FakeHost());
    try (Batch batch = Requests.full(signal)) {
      exporter.send(batch, Call.NONE);
    }
    exporter.shutdown();
    return stdout.toString(StandardCharsets.UTF_8);
  }

  private static String expected(String file) throws IOException {
    try (InputStream in = DebugTextTest.class.getResourceAsStream(file)) {
      assertThat(in).as(file).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
