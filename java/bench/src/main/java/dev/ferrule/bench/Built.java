package dev.ferrule.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files that are measured, built by {@code ./build native}. */
final class Built {
  /** Where the project is: a system property of the JVM that measures. */
  static final String ROOT = "ferrule.root";

  private Built() {}

  /** What FFM and JNI call. */
  static Path bench() {
    return existing("c/target/bench/libferrule_bench.so");
  }

  /** The plugin in C. */
  static Path fixture() {
    return existing("c/target/libc_fixture.so");
  }

  /** The plugin in Rust. */
  static Path plugin() {
    return existing("rust/target/release/libferrule_plugin.so");
  }

  private static Path existing(String file) {
    Path path = Path.of(System.getProperty(ROOT, "."), file).toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      throw new IllegalStateException(path + " is missing; run './build native'");
    }
    return path;
  }
}
