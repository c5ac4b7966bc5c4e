package dev.ferrule.nativehost;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The checks of a plugin's end, and of what it left in the process. */
final class ClosingChecks {
  private static final int MOMENTS = 250;

  private final CheckContext context;
  private final ProcessWatch process;

  ClosingChecks(CheckContext context, ProcessWatch process) {
    this.context = context;
    this.process = process;
  }

  /** Makes them. */
  void make() {
    context
        .run()
        .check(
            "close succeeds within its deadline",
            "close: joins every thread of the plugin, within the timeout",
            this::close);
    context
        .run()
        .check(
            "close leaves nothing behind",
            "close: joins every thread of the plugin",
            this::checkThreads);
    context
        .run()
        .check(
            "after close it does not call the host",
            "close: afterwards the plugin calls no host function",
            this::checkCalls);
    context
        .run()
        .judge(
            "keeps the rules of calls to the host until the end",
            "Threads: host functions may be called from any thread, but not after close",
            this::checkConduct);
    context
        .run()
        .judge(
            "leaves signal handlers alone",
            "Process: installs no signal handlers",
            process::mustHaveSignals);
    context
        .run()
        .judge(
            "writes nothing to stdout or stderr",
            "Process: writes nothing to stdout or stderr",
            process::mustBeSilent);
  }

  private void close() throws CheckStop {
    Answer answer = context.plugin().close(context.deadlines().call().dividedBy(2));
    context.ledger().close();
    answer.mustSucceed();
  }

  private void checkThreads() throws CheckStop {
    context.mustBeIdle();
    List<Thread> alive = context.ledger().callersAlive();
    // What is attached to the JVM is let go a moment after the thread has ended.
    for (int i = 0; i < MOMENTS && !alive.isEmpty(); i++) {
      context.pause();
      alive = context.ledger().callersAlive();
    }
    if (!alive.isEmpty()) {
      throw CheckStop.failed(
          "still run: " + alive.stream().map(Thread::getName).collect(Collectors.joining(", ")));
    }
  }

  /** What was broken since the components were judged. */
  private void checkConduct() throws CheckStop {
    List<String> broken =
        Arrays.stream(Conduct.values())
            .flatMap(conduct -> context.ledger().taken(conduct).stream())
            .toList();
    if (!broken.isEmpty()) {
      throw CheckStop.failed(String.join("; ", broken));
    }
  }

  private void checkCalls() throws CheckStop {
    for (int i = 0; i < MOMENTS; i++) {
      context.pause();
    }
    if (context.ledger().afterClose() > 0) {
      throw CheckStop.failed("it did so %d times".formatted(context.ledger().afterClose()));
    }
  }
}
