package dev.ferrule.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Map;

/** What the process was given from outside, besides its arguments. */
record Environment(Map<String, String> variables, Path workingDirectory, Path home) {
  /** The variable that bounds the memory for telemetry. */
  static final String BUFFERS = "FERRULE_BUFFERS_MIB";

  /** The variable that says how many threads runtimes of native plugins should have. */
  static final String WORKERS = "FERRULE_NATIVE_WORKERS";

  private static final long MIB = 1 << 20;
  private static final long DEFAULT_MAX = 512 * MIB;
  private static final int MOST_WORKERS = 1024;

  /** That of this process. */
  static Environment ofProcess() {
    String home = System.getProperty("ferrule.home");
    if (home == null) {
      throw new UsageException("start the collector with ./ferrule or bin/ferrule of its image");
    }
    return new Environment(System.getenv(), Path.of(""), Path.of(home));
  }

  /** The most memory for telemetry, in bytes: a quarter of the machine's, 512 MiB at most. */
  long bufferBytes() {
    String given = variables.get(BUFFERS);
    if (given == null) {
      return Math.min(DEFAULT_MAX, memory() / 4);
    }
    try {
      long mib = Long.parseLong(given.strip());
      if (mib > 0) {
        return Math.multiplyExact(mib, MIB);
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw new UsageException(wrongBuffers(given));
    }
    throw new UsageException(wrongBuffers(given));
  }

  /** How many threads the runtime of a native plugin should have; 0 if the plugin decides. */
  int nativeWorkers() {
    String given = variables.get(WORKERS);
    if (given == null) {
      return 0;
    }
    try {
      int workers = Integer.parseInt(given.strip());
      if (workers > 0 && workers <= MOST_WORKERS) {
        return workers;
      }
    } catch (NumberFormatException e) {
      throw new UsageException(wrongWorkers(given));
    }
    throw new UsageException(wrongWorkers(given));
  }

  private static String wrongWorkers(String given) {
    return "%s=%s is not a number of threads, 1 to %d".formatted(WORKERS, given, MOST_WORKERS);
  }

  private static String wrongBuffers(String given) {
    return "%s=%s is not a number of mebibytes, 1 or more".formatted(BUFFERS, given);
  }

  /** Memory of the machine, or of the container that this runs in. */
  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }
}
