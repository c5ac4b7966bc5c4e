package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * LeakSanitizer under the real JVM: nothing that a plugin took is lost, in lives that go well and
 * in lives that fail. The JVM itself loses hundreds of small things, so a report counts if its
 * stack names the plugin; nothing is suppressed. Each run also shows that the check sees a plugin
 * that loses one buffer in a hundred lives, or in a thousand.
 */
final class LeakSanitizerTest {
  private static final String HEAD = "ERROR: LeakSanitizer: detected memory leaks";
  private static final int MOST_FRAMES = 20;
  private static final String CANARY = "Direct leak of 12345 byte(s) in 1 object(s)";

  @TempDir private Path directory;

  @Timeout(120)
  @ParameterizedTest
  @EnumSource(Fixture.class)
  void nothingIsLost(Fixture fixture) throws Exception {
    check(fixture, 10, 100);
  }

  @Tag("soak")
  @Timeout(1200)
  @ParameterizedTest
  @EnumSource(Fixture.class)
  void nothingIsLostInTenThousandLives(Fixture fixture) throws Exception {
    check(fixture, 10_000 / Lives.ALL.size(), 1000);
  }

  private void check(Fixture fixture, int rounds, int canaries)
      throws IOException, InterruptedException {
    Path clean = Built.copy(fixture.library(), directory);
    Path canary = Built.copy(fixture.library(), directory);
    ChildJvm.Ended ended =
        new ChildJvm()
            .with("-Xint", "-XX:+UseSerialGC", "-Xmx256m")
            .environment("LD_PRELOAD", sanitizer())
            .environment("LSAN_OPTIONS", options())
            .run(
                1000,
                LeakedBytes.class,
                clean.toString(),
                Integer.toString(rounds),
                canary.toString(),
                Integer.toString(canaries));
    assertThat(ended.code()).as(ended.output()).isZero();
    String[] reports = report().split(HEAD);
    assertThat(reports).as("nothing before the first report, and two reports").hasSize(3);
    assertThat(losses(reports[1], clean)).as("the plugin loses nothing").isEmpty();
    assertThat(losses(reports[2], clean)).as("also not later").isEmpty();
    assertThat(losses(reports[2], canary))
        .as("the check sees what is lost")
        .singleElement()
        .asString()
        .startsWith(CANARY);
  }

  /** Full stacks, each frame with its library. */
  private String options() {
    return "fast_unwind_on_malloc=0:leak_check_at_exit=0:exitcode=0:log_path=%s:%s"
        .formatted(directory.resolve("report"), "stack_trace_format='    #%n %p in %f %S (%m)'");
  }

  private String report() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> reports =
          files.filter(file -> file.getFileName().toString().startsWith("report")).toList();
      assertThat(reports).as("the sanitizer has written").hasSize(1);
      return Files.readString(reports.getFirst());
    }
  }

  private static List<String> losses(String report, Path library) {
    return Arrays.stream(report.split("\n\n"))
        .map(String::strip)
        .filter(record -> record.contains(" leak of ") && record.contains(library.toString()))
        .map(record -> record.lines().limit(MOST_FRAMES).collect(Collectors.joining("\n")))
        .toList();
  }

  private static String sanitizer() throws IOException, InterruptedException {
    Process compiler = new ProcessBuilder("gcc", "-print-file-name=liblsan.so").start();
    String file =
        new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(compiler.waitFor()).isZero();
    assertThat(Path.of(file))
        .as("LeakSanitizer comes with gcc; install the package of its run-time libraries")
        .isAbsolute()
        .exists();
    return file;
  }
}
