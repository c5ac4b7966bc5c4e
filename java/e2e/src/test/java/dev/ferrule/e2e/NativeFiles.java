package dev.ferrule.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Native libraries that the build has made. */
final class NativeFiles {
  /** The plugin that is built in. */
  static final Path BUILT_IN = CollectorProcess.IMAGE.resolve("native/libferrule_plugin.so");

  private static final Path C = Path.of(System.getProperty("ferrule.root", "../.."), "c/target");

  private NativeFiles() {}

  /** The plugin in C that behaves as its settings say. */
  static Path fixture() {
    return built("libc_fixture.so");
  }

  /** A plugin in C that breaks that rule. */
  static Path broken(String variant) {
    return built("broken/lib" + variant + ".so");
  }

  private static Path built(String name) {
    Path file = C.resolve(name).toAbsolutePath().normalize();
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException("no " + file + ": run ./build native first");
    }
    return file;
  }

  /** A copy of a file, under another name. */
  static Path copy(Path file, Path directory, String name) {
    try {
      return Files.copy(file, directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
