package dev.ferrule.exporter.debug.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.exporter.debug.internal.Entry.Count;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

class PlainOutputTest {
  private final RecordingLogger logger = new RecordingLogger(Level.INFO);
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

  @TempDir private Path directory = Path.of("");

  private PlainOutput output(String... paths) {
    return new PlainOutput(
        Stream.of(paths).map(OutputPath::parse).toList(),
        new PrintStream(stdout, false, StandardCharsets.UTF_8),
        new PrintStream(stderr, false, StandardCharsets.UTF_8),
        logger);
  }

  private static void write(PlainOutput output, String message) {
    output.write(Entry.text(message));
  }

  @Test
  void writesToEveryPathWithoutTimeAndLevel() throws IOException {
    Path file = directory.resolve("out.txt");
    try (PlainOutput output = output("stdout", "stderr", file.toString())) {
      output.open();
      output.write(new Entry("Logs", List.of(new Count("a b", 1), new Count("c", 2))));
      write(output, "two\nlines é\n");
    }
    String expected = "Logs\t{\"a b\": 1, \"c\": 2}\ntwo\nlines é\n\n";
    assertThat(stdout.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
    assertThat(stderr.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
    assertThat(Files.readString(file)).isEqualTo(expected);
    assertThat(logger.logged()).isEmpty();
  }

  @Test
  void appendsToAFileThatIsThere() throws IOException {
    Path file = Files.writeString(directory.resolve("out.txt"), "before\n");
    try (PlainOutput output = output(file.toUri().toString())) {
      output.open();
      write(output, "after");
    }
    assertThat(Files.readString(file)).isEqualTo("before\nafter\n");
  }

  @Test
  void sharesAFileWithOtherOutputs() throws IOException {
    Path file = directory.resolve("out.txt");
    try (PlainOutput first = output(file.toString());
        PlainOutput second = output(file.toString())) {
      first.open();
      second.open();
      write(first, "1");
      write(second, "2");
      write(first, "3");
    }
    assertThat(Files.readString(file)).isEqualTo("1\n2\n3\n");
  }

  @Test
  void saysWhichFileCannotBeOpened() throws IOException {
    Path good = directory.resolve("good.txt");
    Path bad = directory.resolve("missing").resolve("out.txt");
    try (PlainOutput output = output(good.toString(), bad.toString())) {
      assertThatExceptionOfType(ComponentException.class)
          .isThrownBy(output::open)
          .withMessageContaining("cannot open output path " + bad)
          .withCauseInstanceOf(IOException.class);
      // What was opened before is closed, so nothing is written half.
      assertThatExceptionOfType(ConsumeException.class).isThrownBy(() -> write(output, "x"));
      assertThat(Files.readString(good)).isEmpty();
    }
  }

  @Test
  void refusesADirectory() {
    try (PlainOutput output = output(directory.toString())) {
      assertThatExceptionOfType(ComponentException.class)
          .isThrownBy(output::open)
          .withMessageContaining(directory.toString());
    }
  }

  @Test
  void refusesEntriesWhileNotOpen() throws IOException {
    Path file = directory.resolve("out.txt");
    PlainOutput output = output(file.toString());
    output.close();
    assertThatExceptionOfType(ConsumeException.class)
        .isThrownBy(() -> write(output, "early"))
        .satisfies(
            e -> assertThat(e.reason()).isInstanceOf(ConsumeException.Reason.Cancelled.class));
    output.open();
    write(output, "in time");
    output.close();
    output.close();
    assertThatExceptionOfType(ConsumeException.class).isThrownBy(() -> write(output, "late"));
    assertThat(Files.readString(file)).isEqualTo("in time\n");
  }

  @Test
  void leavesTheStandardStreamsOpen() {
    PrintStream stream = new PrintStream(stdout, true, StandardCharsets.UTF_8);
    try (PlainOutput output =
        new PlainOutput(List.of(new OutputPath.Stdout()), stream, stream, logger)) {
      output.open();
    }
    stream.print("still open");
    assertThat(stream.checkError()).isFalse();
    assertThat(stdout.toString(StandardCharsets.UTF_8)).isEqualTo("still open");
  }

  @Test
  void reportsABrokenStreamOnceAndWritesToTheOthers() {
    PrintStream broken =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("no space");
              }
            },
            false,
            StandardCharsets.UTF_8);
    try (PlainOutput output =
        new PlainOutput(
            List.of(new OutputPath.Stdout(), new OutputPath.Stderr()),
            broken,
            new PrintStream(stderr, false, StandardCharsets.UTF_8),
            logger)) {
      output.open();
      write(output, "1");
      write(output, "2");
    }
    assertThat(stderr.toString(StandardCharsets.UTF_8)).isEqualTo("1\n2\n");
    assertThat(logger.logged()).hasSize(1);
    RecordingLogger.Logged error = logger.logged().getFirst();
    assertThat(error.level()).isEqualTo(Level.ERROR);
    assertThat(error.message()).isEqualTo("Writing debug output failed");
    assertThat(error.pairs()).hasSize(2).contains("path=stdout");
  }

  @Test
  void writesEntriesOfSeveralThreadsWhole() throws IOException, InterruptedException {
    Path file = directory.resolve("out.txt");
    String line = "x".repeat(5000);
    try (PlainOutput output = output(file.toString())) {
      output.open();
      List<Thread> threads =
          IntStream.range(0, 4)
              .mapToObj(_ ->
                  Thread.ofVirtual()
                      .start(() -> {
                        for (int i = 0; i < 50; i++) {
                          write(output, line);
                        }
                      }))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(Files.readAllLines(file)).hasSize(200).allMatch(line::equals);
  }
}
