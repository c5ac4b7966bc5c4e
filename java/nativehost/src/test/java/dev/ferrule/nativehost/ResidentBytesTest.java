package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The memory of the process as a whole stays as it is, however many components live in it: what
 * counters and LeakSanitizer do not see, such as threads, stubs and files of the JVM, would show.
 */
@Tag("soak")
@Timeout(1800)
final class ResidentBytesTest {
  private static final int LIVES = 200_000;
  private static final int SAMPLES = 80;
  // The compiler of the JVM and its caches settle in that time.
  private static final int SETTLING = 40;
  // What compilers and allocators do by themselves is below, the canary far above.
  private static final double MOST_BYTES_PER_LIFE = 5;

  /** What the program has written. */
  private record Sample(long lives, long bytes, long files, long threads) {}

  @ParameterizedTest
  @EnumSource(Fixture.class)
  void staysAsItIs(Fixture fixture) throws Exception {
    List<Sample> samples = run(fixture, Lives.ALL);
    Slope slope = show(fixture + " clean", samples);
    assertThat(slope.atLeast()).as("%s", samples).isLessThan(MOST_BYTES_PER_LIFE);
    assertThat(samples.getLast().files).isLessThanOrEqualTo(samples.getFirst().files);
    assertThat(samples.getLast().threads).isLessThanOrEqualTo(samples.getFirst().threads);
  }

  /**
   * The check sees a plugin that loses a buffer in a hundred lives, of which C touches one page.
   * What is lost in a thousand is for LeakSanitizer to see: here it is as little as what settles.
   */
  @ParameterizedTest
  @EnumSource(Fixture.class)
  void canaryIsSeen(Fixture fixture) throws Exception {
    List<Sample> samples = run(fixture, List.of("{leak: 100}"));
    assertThat(show(fixture + " canary", samples).atLeast())
        .as("%s", samples)
        .isGreaterThan(MOST_BYTES_PER_LIFE);
  }

  @Test
  void slopeOfALine() {
    Slope exact =
        Slope.of(List.of(new Slope.Point(0, 1), new Slope.Point(1, 3), new Slope.Point(2, 5)));
    assertThat(exact).isEqualTo(new Slope(2, 0));
    Slope noisy =
        Slope.of(List.of(new Slope.Point(0, 0), new Slope.Point(1, 9), new Slope.Point(2, 0)));
    assertThat(noisy.slope()).isZero();
    assertThat(noisy.atLeast()).isNegative();
  }

  /** How the memory grows, also for whoever reads the output. */
  private static Slope show(String what, List<Sample> samples) {
    Slope slope = slope(samples);
    System.out.printf(
        "%s: %.2f bytes a life, at least %.2f; %d to %d MiB%n",
        what,
        slope.slope(),
        slope.atLeast(),
        samples.getFirst().bytes >> 20,
        samples.getLast().bytes >> 20);
    return slope;
  }

  private static Slope slope(List<Sample> samples) {
    return Slope.of(
        samples.stream()
            .skip(SETTLING)
            .map(sample -> new Slope.Point(sample.lives, sample.bytes))
            .toList());
  }

  private static List<Sample> run(Fixture fixture, List<String> settings)
      throws IOException, InterruptedException {
    String[] arguments = new String[3 + settings.size()];
    arguments[0] = fixture.library().toString();
    arguments[1] = Integer.toString(LIVES);
    arguments[2] = Integer.toString(SAMPLES);
    for (int i = 0; i < settings.size(); i++) {
      arguments[3 + i] = settings.get(i);
    }
    ChildJvm.Ended ended =
        new ChildJvm()
            .with("-Xms96m", "-Xmx96m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch")
            // What is compiled is so soon, and stays so.
            .with("-XX:TieredStopAtLevel=1")
            .environment("MALLOC_ARENA_MAX", "2")
            .run(1700, ResidentBytes.class, arguments);
    assertThat(ended.code()).as(ended.output()).isZero();
    return ended
        .output()
        .lines()
        .filter(line -> line.startsWith("sample "))
        .map(line -> line.split(" ", -1))
        .map(words ->
            new Sample(
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4])))
        .toList();
  }
}
