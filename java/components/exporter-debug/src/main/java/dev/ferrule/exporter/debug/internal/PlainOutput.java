package dev.ferrule.exporter.debug.internal;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ConsumeException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/**
 * Text without time and level, in files or on the standard streams. Each entry is one write, so
 * that exporters that share a file do not mix their lines.
 */
final class PlainOutput implements Output {
  private final List<OutputPath> paths;
  private final PrintStream stdout;
  private final PrintStream stderr;
  private final Logger logger;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Sink> sinks = new ArrayList<>();

  PlainOutput(List<OutputPath> paths, PrintStream stdout, PrintStream stderr, Logger logger) {
    this.paths = paths;
    this.stdout = stdout;
    this.stderr = stderr;
    this.logger = logger;
  }

  @Override
  public void open() {
    lock.lock();
    try {
      for (OutputPath path : paths) {
        sinks.add(
            switch (path) {
              case OutputPath.Stdout _ -> Sink.stream("stdout", stdout);
              case OutputPath.Stderr _ -> Sink.stream("stderr", stderr);
              case OutputPath.File file -> Sink.file(file.path());
            });
      }
    } catch (IOException e) {
      close();
      throw new ComponentException(String.valueOf(e.getMessage()), e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isEnabled() {
    return true;
  }

  @Override
  public void write(Entry entry) {
    byte[] text = text(entry).getBytes(StandardCharsets.UTF_8);
    lock.lock();
    try {
      if (sinks.isEmpty()) {
        throw ConsumeException.cancelled("the debug exporter is not running");
      }
      for (Sink sink : sinks) {
        try {
          sink.write(text);
        } catch (IOException e) {
          if (sink.failedFirst()) {
            logger
                .atError()
                .addKeyValue("path", sink.name())
                .addKeyValue("error", e.toString())
                .log("Writing debug output failed");
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private static String text(Entry entry) {
    if (entry.counts().isEmpty()) {
      return entry.message() + "\n";
    }
    return entry.counts().stream()
        .map(count -> "\"%s\": %d".formatted(count.name(), count.value()))
        .collect(Collectors.joining(", ", entry.message() + "\t{", "}\n"));
  }

  @Override
  public void close() {
    lock.lock();
    try {
      for (Sink sink : sinks) {
        try {
          sink.close();
        } catch (IOException e) {
          logger
              .atWarn()
              .addKeyValue("path", sink.name())
              .addKeyValue("error", e.toString())
              .log("Closing debug output failed");
        }
      }
      sinks.clear();
    } finally {
      lock.unlock();
    }
  }
}
