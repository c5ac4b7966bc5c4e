package dev.ferrule.nativehost;

import java.nio.file.Path;

/** A plugin whose component behaves as its settings say; {@code c/fixture/settings.h} has them. */
enum Fixture {
  /** In plain C: it keeps the rules or breaks them, as it is told. */
  C("c/target/libc_fixture.so", "c_fixture"),
  /** Made with the SDK for Rust, with which many rules cannot be broken. */
  RUST("rust/target/release/libferrule_fixture.so", "rust_fixture");

  private final String path;
  private final String type;

  Fixture(String path, String type) {
    this.path = path;
    this.type = type;
  }

  Path library() {
    return Built.file(path);
  }

  /** The type of its component. */
  String type() {
    return type;
  }

  /** How a panic with that text is told. */
  String panic(String text) {
    return "a bug in the component: "
        + switch (this) {
          case C -> text; // C has no panics, and only says so
          case RUST -> "panicked: " + text;
        };
  }
}
