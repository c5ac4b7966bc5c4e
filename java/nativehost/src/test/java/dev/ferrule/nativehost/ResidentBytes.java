package dev.ferrule.nativehost;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program that measures itself. {@code ResidentBytes LIBRARY COUNT SAMPLES SETTINGS...}: that
 * many lives, and a line {@code sample LIVES RESIDENT-BYTES FILES THREADS} so often.
 */
final class ResidentBytes {
  private static final Path SELF = Path.of("/proc/self");
  private static final long KIB = 1024;

  private ResidentBytes() {}

  public static void main(String[] arguments) throws Throwable {
    int count = Integer.parseInt(arguments[1]);
    int samples = Integer.parseInt(arguments[2]);
    List<String> settings = List.of(arguments).subList(3, arguments.length);
    try (Lives lives = new Lives(Path.of(arguments[0]))) {
      for (int sample = 1; sample <= samples; sample++) {
        lives.live(count / samples, settings);
        System.out.printf(
            "sample %d %d %d %d%n",
            (long) count * sample / samples, resident(), entries("fd"), entries("task"));
      }
    }
  }

  /** What is really in memory, when the C library has given back what it can. */
  @SuppressWarnings("restricted") // a function of the C library
  private static long resident() throws Throwable {
    System.gc();
    int ignored =
        (int)
            Linker.nativeLinker()
                .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("malloc_trim"),
                    FunctionDescriptor.of(JAVA_INT, JAVA_LONG))
                .invokeExact(0L);
    for (String line : Files.readAllLines(SELF.resolve("smaps_rollup"))) {
      if (line.startsWith("Rss:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * KIB;
      }
    }
    throw new AssertionError("the system does not say how much memory the process has");
  }

  private static long entries(String directory) throws IOException {
    try (Stream<Path> all = Files.list(SELF.resolve(directory))) {
      return all.count();
    }
  }
}
