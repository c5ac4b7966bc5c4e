package dev.ferrule.nativehost;

import dev.ferrule.confmap.ConfigLoader;
import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.ConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The libraries of the C side, each as a copy of its own, since a library is opened once. */
record CheckedLibraries(Path directory) {
  /** Short ones, for plugins that are known to be quick. */
  static final Deadlines DEADLINES =
      new Deadlines(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(4));

  private static final Path ROOT = Path.of(System.getProperty("ferrule.root"));

  /** The fixture that behaves as its settings say. */
  Path fixture() {
    return copy("libc_fixture.so");
  }

  /** The plugin that breaks that rule. */
  Path broken(String variant) {
    return copy("broken/lib%s.so".formatted(variant));
  }

  private Path copy(String name) {
    Path built = ROOT.resolve("c/target").resolve(name);
    if (!Files.isRegularFile(built)) {
      throw new IllegalStateException("no " + built + ": run make -C c first");
    }
    try {
      return Files.copy(
          built, Files.createTempDirectory(directory, "lib").resolve(built.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Settings written as YAML. */
  static Map<String, MapNode> settings(String type, String yaml) {
    return Map.of(
        type,
        new ConfigLoader(Map.of(), Path.of("."))
            .load(List.of(new ConfigSource.BuiltIn("test", yaml)))
            .root());
  }
}
