package dev.ferrule.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The real collector in a process of its own, with everything it prints. */
final class CollectorProcess implements AutoCloseable {
  /** The image that the build of {@code cli} put together. */
  static final Path IMAGE =
      Path.of(System.getProperty("ferrule.root", "../.."), "java/cli/target/image");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> stdout = new ArrayList<>();
  private final List<String> stderr = new ArrayList<>();
  private final List<Thread> readers = new ArrayList<>();

  private CollectorProcess(Process process) {
    this.process = process;
    readers.add(Thread.ofVirtual().start(() -> read(process.inputReader(), stdout)));
    readers.add(Thread.ofVirtual().start(() -> read(process.errorReader(), stderr)));
  }

  /** Starts the collector with those arguments and does not wait for it. */
  static CollectorProcess start(String... arguments) {
    return start(IMAGE, Map.of(), arguments);
  }

  /** The same from another image, with more environment variables. */
  static CollectorProcess start(Path image, Map<String, String> environment, String... arguments) {
    Path launcher = image.resolve("bin/ferrule");
    if (!Files.isRegularFile(image.resolve("native/libferrule_plugin.so")) && image.equals(IMAGE)) {
      throw new IllegalStateException(
          "no native plugin in " + image + ": run ./build native first");
    }
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    try {
      return new CollectorProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(BufferedReader reader, List<String> into) {
    try (reader) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lock.lock();
        try {
          into.add(line);
          changed.signalAll();
        } finally {
          lock.unlock();
        }
      }
    } catch (IOException e) {
      // The stream ends with the process; what was read until then is what the test sees.
    }
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the collector says that it is ready. */
  CollectorProcess awaitReady() {
    awaitStderr(line -> line.contains("Everything is ready"), "the line that says it is ready");
    return this;
  }

  /** Waits for a line on stderr and gives it. */
  String awaitStderr(Predicate<String> wanted, String what) {
    return await(stderr, wanted, what);
  }

  /** Waits for a line on stdout and gives it. */
  String awaitStdout(Predicate<String> wanted, String what) {
    return await(stdout, wanted, what);
  }

  private String await(List<String> lines, Predicate<String> wanted, String what) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    lock.lock();
    try {
      int seen = 0;
      while (true) {
        for (; seen < lines.size(); seen++) {
          if (wanted.test(lines.get(seen))) {
            return lines.get(seen);
          }
        }
        long left = deadline - System.nanoTime();
        boolean over = !process.isAlive() && readers.stream().noneMatch(Thread::isAlive);
        if (left <= 0 || over) {
          throw new AssertionError(
              "did not see " + what + "; the collector printed:\n" + printed());
        }
        // Woken by each line; the limit covers the end of the process.
        changed.awaitNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      lock.unlock();
    }
  }

  /** A process that it has started, which must be there. */
  ProcessHandle child() {
    return process
        .toHandle()
        .children()
        .findFirst()
        .orElseThrow(() -> new AssertionError("it has no child; it printed:\n" + printed()));
  }

  /** Sends SIGTERM. */
  void terminate() {
    // Not process.destroy(): that closes our end of its output, with the last lines in it.
    process.toHandle().destroy();
  }

  /** Waits for the end of the process and gives its exit code. */
  int awaitExit(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still running after " + limit + "; it printed:\n" + printed());
      }
      for (Thread reader : readers) {
        reader.join(PATIENCE);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return process.exitValue();
  }

  /** Everything on stderr so far. */
  String stderr() {
    return text(stderr);
  }

  /** Everything on stdout so far. */
  String stdout() {
    return text(stdout);
  }

  private String text(List<String> lines) {
    lock.lock();
    try {
      return String.join("\n", lines);
    } finally {
      lock.unlock();
    }
  }

  private String printed() {
    return "--- stdout\n" + stdout() + "\n--- stderr\n" + stderr();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    awaitExit(PATIENCE);
  }
}
