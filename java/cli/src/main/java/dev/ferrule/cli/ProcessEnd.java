package dev.ferrule.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a process that had loaded a plugin came to its end. */
sealed interface ProcessEnd {
  /** What Java adds to the number of the signal that ended a process. */
  int SIGNALLED = 128;

  /** How many lines of standard error are shown. */
  int LAST_LINES = 5;

  /** How a line begins by which the JVM says that it has the options we gave it. */
  String JVM_NOTE = "NOTE: Picked up";

  /** It said everything that it had to say. */
  record Finished() implements ProcessEnd {}

  /**
   * It was ended by a signal that it did not ask for.
   *
   * @param frame the function in which that happened, if it is known
   * @param lastWords the end of what it wrote to standard error, may be empty
   */
  record Crashed(int signal, Optional<String> frame, List<String> lastWords)
      implements ProcessEnd {}

  /** The plugin ended it. */
  record Exited(int code, List<String> lastWords) implements ProcessEnd {}

  /** It was ended because its time was over. */
  record TimedOut(Duration limit) implements ProcessEnd {}

  /**
   * The end of a process that did not say everything.
   *
   * @param began whether it said anything
   * @throws UsageException if it never came as far as the plugin
   */
  static ProcessEnd of(int exitCode, Exchange exchange, boolean began) {
    List<String> words = lastLines(exchange.stderr());
    if (!began) {
      throw new UsageException(
          "the process for the plugin did not start (exit code %d):\n%s"
              .formatted(exitCode, String.join("\n", words)));
    }
    // What the JVM itself caught ends with SIGABRT, so its own report comes first.
    Optional<HotspotCrash> crash = HotspotCrash.read(exchange.crash());
    if (crash.isPresent()) {
      return new Crashed(crash.get().signal(), crash.get().frame(), words);
    }
    return exitCode > SIGNALLED
        ? new Crashed(exitCode - SIGNALLED, Optional.empty(), words)
        : new Exited(exitCode, words);
  }

  /**
   * What it means for the plugin, a sentence; empty if it is no failure.
   *
   * @param doing what was going on: {@code opening it}
   */
  default String verdict(String doing) {
    return switch (this) {
      case Finished _ -> "";
      case Crashed(int signal, Optional<String> frame, List<String> words) ->
          "the plugin crashed the process (signal %s) while %s%s%s"
              .formatted(
                  SignalNames.text(signal),
                  doing,
                  frame.map(at -> ", in " + at).orElse(""),
                  said(words));
      case Exited(int code, List<String> words) ->
          "the plugin ended the process with exit code %d while %s%s"
              .formatted(code, doing, said(words));
      case TimedOut(Duration limit) ->
          "the plugin took longer than %d s, the last of it while %s"
              .formatted(limit.toSeconds(), doing);
    };
  }

  private static String said(List<String> words) {
    return words.isEmpty()
        ? ""
        : "; it wrote:\n"
            + words.stream().map(line -> "    " + line).collect(Collectors.joining("\n"));
  }

  private static List<String> lastLines(Path file) {
    try {
      // Bytes that are no text must not hide the rest.
      List<String> lines =
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith(JVM_NOTE))
              .toList();
      return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
