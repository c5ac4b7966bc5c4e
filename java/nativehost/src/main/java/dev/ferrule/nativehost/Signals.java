package dev.ferrule.nativehost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The signals that the process has handlers for. A plugin that changes them can keep a collector
 * from being stopped.
 *
 * @param mask bit n is signal n + 1; 0 where the system does not say
 */
record Signals(long mask) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String CAUGHT = "SigCgt:";
  private static final int HEX = 16;

  /** Those of now. */
  static Signals caught() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(CAUGHT)) {
          return new Signals(Long.parseUnsignedLong(line.substring(CAUGHT.length()).strip(), HEX));
        }
      }
    } catch (IOException e) {
      return new Signals(0); // not Linux
    }
    return new Signals(0);
  }

  /** The numbers of those that were not caught before and are now, or the other way round. */
  Optional<String> since(Signals before) {
    long changed = mask ^ before.mask;
    return changed == 0
        ? Optional.empty()
        : Optional.of(
            IntStream.range(0, Long.SIZE)
                .filter(bit -> (changed >>> bit & 1) != 0)
                .mapToObj(bit -> Integer.toString(bit + 1))
                .collect(Collectors.joining(", ")));
  }
}
