package dev.ferrule.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A process of its own for a plugin, since to load one is to run its code. It is started as this
 * one was, and is ended when its time is over or when this one is told to stop.
 */
final class PluginProcess {
  private static final long LOOK_MILLIS = 20;
  private static final List<String> STOP_SIGNALS = List.of("TERM", "INT");

  private final Environment environment;
  private final Duration limit;
  // Set by the threads that the JVM makes for signals, and read by them.
  private final AtomicReference<@Nullable String> signal = new AtomicReference<>();
  private volatile @Nullable Process running;

  /**
   * A process that is not started. From now on signals to stop end it.
   *
   * @param limit how long it may run, each time
   */
  PluginProcess(Environment environment, Duration limit) {
    this.environment = environment;
    this.limit = limit;
    STOP_SIGNALS.forEach(name -> OsSignals.handle(name, this::stop));
  }

  private void stop(String received) {
    signal.set(received);
    @Nullable Process process = running;
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private void checkSignal() {
    @Nullable String received = signal.get();
    if (received != null) {
      throw new UsageException("stopped by SIG" + received);
    }
  }

  /**
   * Runs the command with those arguments and waits for its end.
   *
   * @param listener hears the messages as they come
   * @throws UsageException if this process was told to stop
   */
  ProcessEnd run(List<String> arguments, Consumer<PluginMessage> listener) {
    Exchange exchange = Exchange.create();
    try {
      return run(exchange, arguments, listener);
    } finally {
      exchange.delete();
    }
  }

  private ProcessEnd run(
      Exchange exchange, List<String> arguments, Consumer<PluginMessage> listener) {
    MessageReader messages = new MessageReader(exchange, listener);
    Process process = start(exchange, arguments);
    running = process;
    try {
      // A signal may have come before it could be ended.
      checkSignal();
      boolean ended = await(process, messages);
      end(process);
      checkSignal();
      messages.readAll();
      if (messages.finished()) {
        return new ProcessEnd.Finished();
      }
      return ended
          ? ProcessEnd.of(process.exitValue(), exchange, messages.any())
          : new ProcessEnd.TimedOut(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UsageException("interrupted");
    } finally {
      end(process);
    }
  }

  /** Kills it, if it runs, and waits until it is gone. */
  private static void end(Process process) {
    var ignored = process.destroyForcibly().onExit().join();
  }

  private boolean await(Process process, MessageReader messages) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < deadline) {
      if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
      messages.readAll();
    }
    return false;
  }

  private Process start(Exchange exchange, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(environment.home().resolve("bin/ferrule").toString());
    command.addAll(arguments);
    command.add("--exchange");
    command.add(exchange.directory().toString());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(exchange.stdout().toFile())
            .redirectError(exchange.stderr().toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().merge("JDK_JAVA_OPTIONS", options(exchange), (a, b) -> a + " " + b);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UsageException("cannot start a process for the plugin: " + e.getMessage());
    }
  }

  /**
   * It says where the JVM writes what it knows of a crash, makes no core file, which nobody would
   * look for, and does not optimize for a long run.
   */
  private static String options(Exchange exchange) {
    return "\"-XX:ErrorFile=%s\" -XX:-CreateCoredumpOnCrash -XX:TieredStopAtLevel=1"
        .formatted(exchange.crash());
  }
}
