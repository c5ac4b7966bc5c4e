package dev.ferrule.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory between two processes: one loads a plugin and writes {@link PluginMessage}s, which
 * outlive it; the other reads them. Files, since a plugin may write to the standard streams.
 */
record Exchange(Path directory) {

  /** A new one, for this user alone. */
  static Exchange create() {
    try {
      return new Exchange(Files.createTempDirectory("ferrule-plugin-"));
    } catch (IOException e) {
      throw new UsageException("cannot make a temporary directory: " + e.getMessage());
    }
  }

  /** Has this process, which writes, end and clean up when the one that reads is gone. */
  void endWithReader() {
    ProcessHandle.current()
        .parent()
        .ifPresent(reader -> {
          var ignored = reader.onExit().thenRun(this::end);
        });
  }

  private void end() {
    try {
      delete();
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }

  private Path messages() {
    return directory.resolve("messages");
  }

  /** What the process has for standard output. */
  Path stdout() {
    return directory.resolve("stdout");
  }

  /** What it has for standard error. */
  Path stderr() {
    return directory.resolve("stderr");
  }

  /** Where its JVM writes what it knows of a crash. */
  Path crash() {
    return directory.resolve("hs_err.log");
  }

  /** Both standard streams. */
  List<Path> outputs() {
    return List.of(stdout(), stderr());
  }

  /** Writes a message, which is there when this returns. */
  void write(PluginMessage message) {
    byte[] line = (message.toLine() + "\n").getBytes(StandardCharsets.UTF_8);
    try (OutputStream out =
        Files.newOutputStream(messages(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the messages from some byte on. */
  String read(long from) {
    try {
      if (!Files.exists(messages())) {
        return "";
      }
      byte[] all = Files.readAllBytes(messages());
      return new String(all, (int) from, all.length - (int) from, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the directory with everything in it. */
  void delete() {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
