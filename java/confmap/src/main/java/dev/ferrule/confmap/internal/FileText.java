package dev.ferrule.confmap.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.ExecutionException;

/** Reads text files, with one sentence for each way this can fail. */
final class FileText {
  private final Path directory;
  private final Waits waits;

  /**
   * A reader.
   *
   * @param directory what relative paths start from
   */
  FileText(Path directory, Waits waits) {
    this.directory = directory;
    this.waits = waits;
  }

  String read(String name) throws ReferenceException {
    String what = "unable to read the file " + name + ": ";
    try {
      byte[] bytes = bytes(directory.resolve(name).normalize(), what);
      if (bytes.length > Limits.SOURCE_BYTES) {
        throw new ReferenceException(what + tooLarge());
      }
      return Decoded.text(bytes, what);
    } catch (NoSuchFileException e) {
      throw new ReferenceException(what + "no such file");
    } catch (AccessDeniedException e) {
      throw new ReferenceException(what + "permission denied");
    } catch (InvalidPathException e) {
      throw new ReferenceException(what + "this is not a file name");
    } catch (IOException e) {
      throw new ReferenceException(what + e.getMessage());
    }
  }

  static String tooLarge() {
    return "it is larger than " + (Limits.SOURCE_BYTES >> 20) + " MiB";
  }

  private byte[] bytes(Path path, String what) throws IOException, ReferenceException {
    BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
    if (file.isDirectory()) {
      throw new ReferenceException(what + "it is a directory");
    }
    if (file.isRegularFile()) {
      return start(path);
    }
    try {
      // A pipe is well worth reading, as in --config <(generate), but its writer may never come.
      // Opening one cannot be interrupted: a thread that is left behind must not hold up the exit.
      Thread.Builder threads = Thread.ofPlatform().daemon().name("config-pipe");
      return Timed.within(waits.pipe(), threads, () -> start(path));
    } catch (Timed.LateException e) {
      throw new ReferenceException(
          what + "it did not end within " + waits.pipe().toMillis() + " ms",
          "it is a pipe or a device: does its writer still run?");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** As many bytes as are allowed, and one more if there are more. */
  private static byte[] start(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(Limits.SOURCE_BYTES + 1);
    }
  }
}
