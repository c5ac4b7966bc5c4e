package dev.ferrule.nativehost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a plugin should leave alone in the process: signal handlers, standard output and error. */
final class ProcessWatch {
  private final List<Path> outputs;
  private final List<Long> sizes = new ArrayList<>();
  private Signals signals = new Signals(List.of());

  /**
   * A watch.
   *
   * @param outputs the files that are standard output and error; may be empty
   */
  ProcessWatch(List<Path> outputs) {
    this.outputs = List.copyOf(outputs);
  }

  /** Keeps how things are now. */
  void remember() {
    signals = Signals.now();
    sizes.clear();
    outputs.forEach(output -> sizes.add(size(output)));
  }

  /** Fails the check if a signal handler was changed. */
  void mustHaveSignals() throws CheckStop {
    Signals now = Signals.now();
    if (now.handlers().isEmpty()) {
      throw CheckStop.skipped("this system does not tell the signal handlers of a process");
    }
    String changed = now.since(signals).orElse("");
    if (!changed.isEmpty()) {
      throw CheckStop.failed("the handlers of signals %s were changed".formatted(changed));
    }
  }

  /** Fails the check if something was written to standard output or error. */
  void mustBeSilent() throws CheckStop {
    if (outputs.isEmpty()) {
      throw CheckStop.skipped("where the process writes to is not known");
    }
    for (int i = 0; i < outputs.size(); i++) {
      if (size(outputs.get(i)) > sizes.get(i)) {
        throw CheckStop.failed("it wrote: " + text(outputs.get(i), sizes.get(i)));
      }
    }
  }

  private static long size(Path output) {
    try {
      return Files.size(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path output, long from) {
    try {
      return Files.readString(output).substring((int) from).lines().findFirst().orElse("").strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
