package dev.ferrule.nativehost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** What the build of the native side has left for these tests. */
final class Built {
  /** The root of the project. */
  static final Path ROOT = Path.of(System.getProperty("ferrule.root", ""));

  private static final AtomicInteger COPIES = new AtomicInteger();

  private Built() {}

  /** A file that {@code ./build native} makes. */
  static Path file(String path) {
    Path file = ROOT.resolve(path);
    if (!Files.exists(file)) {
      throw new AssertionError(file + " is missing: run ./build native first");
    }
    return file;
  }

  /**
   * A copy of a library, which is a plugin of its own for the system's loader: what was loaded
   * cannot be loaded afresh.
   */
  static Path copy(Path library, Path directory) {
    String name = library.getFileName().toString().replace(".so", "");
    try {
      return Files.copy(library, directory.resolve(name + "_" + COPIES.incrementAndGet() + ".so"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
