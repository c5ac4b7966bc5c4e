package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ferrule.component.Factories;
import dev.ferrule.component.Kind;
import dev.ferrule.testkit.RecordingLogger;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

/** Libraries that are no plugins, or break a rule before they are used. */
@Timeout(60)
final class RefusalTest {
  private static final int MACHINE_AT = 18;
  private static final short S390X = 22;
  private static final String ACCEPTED = "(accepted)";
  private static final String NO_TYPE =
      "component 0 has no valid type name; a letter and up to 62 letters, digits or underscores"
          + " are needed";
  private static final String END = "Unexpected end-of-input within/between Object entries";

  /** These crash or end the process and the like, which no host in it can refuse. */
  private static final Set<String> BEYOND_A_HOST =
      Set.of(
          "chatty_open",
          "crash_default",
          "crash_start",
          "exit_open",
          "hang_open",
          "hold_lock",
          "overrun_error",
          "overrun_stats",
          "take_signal",
          "tell_workers");

  /** What the operator reads of each library that {@code c/fixture/broken.c} makes. */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          // Of a later version, or with nothing that need not be there.
          Map.entry("newer_minor", ACCEPTED),
          Map.entry("newer_kind", ACCEPTED),
          Map.entry("nothing", ACCEPTED),
          Map.entry(
              "no_entry",
              "is a shared library, but no Ferrule plugin of interface version 1: it does not export"
                  + " ferrule_plugin_open_v1"),
          Map.entry("open_error", "refused to open: the licence has run out"),
          Map.entry("open_nothing", "opened, but gave nothing"),
          Map.entry(
              "bad_magic", "is not a Ferrule plugin: its magic number is 12345678, not 314c5246"),
          Map.entry("short_plugin", "its struct has 16 bytes, at least 64 are needed"),
          Map.entry("bad_major", "speaks version 2 of the plugin interface, this host version 1"),
          Map.entry("bad_name", "has no valid name: up to 256 bytes of UTF-8 are needed"),
          Map.entry("null_name", "has no valid name: up to 256 bytes of UTF-8 are needed"),
          Map.entry("manifest_not_json", "its manifest is no JSON: " + END),
          Map.entry(
              "manifest_not_object",
              "has no valid manifest: a JSON object of up to 65536 bytes is needed"),
          Map.entry(
              "manifest_bad_utf8",
              "has no valid manifest: a JSON object of up to 65536 bytes is needed"),
          Map.entry("no_components", "offers 0 components, 1 to 1024 are allowed"),
          Map.entry("many_components", "offers 1025 components, 1 to 1024 are allowed"),
          Map.entry("null_components", "its list of components is NULL"),
          Map.entry("null_entry", "component 0 is NULL"),
          Map.entry(
              "short_component", "component 0 has a struct of 24 bytes, at least 112 are needed"),
          Map.entry(
              "bad_type",
              "component 0 has the type name \"9lives\"; a letter and up to 62 letters, digits or"
                  + " underscores are needed"),
          Map.entry("long_type", NO_TYPE),
          Map.entry("null_type", NO_TYPE),
          Map.entry("duplicate", "offers component \"broken\" twice"),
          Map.entry(
              "bad_kind", "component \"broken\" is of kind 1; only extensions (5) are allowed"),
          Map.entry(
              "bad_stability", "component \"broken\" has stability level 7, which does not exist"),
          Map.entry("null_default", "component \"broken\" has no default_config"),
          Map.entry("null_validate", "component \"broken\" has no validate"),
          Map.entry("null_create", "component \"broken\" has no create"),
          Map.entry("null_start", "component \"broken\" has no start"),
          Map.entry("null_shutdown", "component \"broken\" has no shutdown"),
          Map.entry("null_destroy", "component \"broken\" has no destroy"),
          Map.entry("null_stats", "has no stats"),
          Map.entry("null_close", "has no close"),
          Map.entry(
              "default_error", "default_config of component \"broken\" failed: no defaults today"),
          Map.entry(
              "default_huge",
              "default_config of component \"broken\" failed: gave 18446744073709551608 bytes,"
                  + " 16777216 are allowed"),
          Map.entry(
              "default_not_json", "default_config of component \"broken\" gave no JSON: " + END),
          Map.entry(
              "default_not_object", "default_config of component \"broken\" gave no JSON object"),
          Map.entry(
              "schema_error", "config_schema of component \"broken\" failed: no schema today"),
          Map.entry(
              "schema_huge",
              "config_schema of component \"broken\" failed: gave 18446744073709551608 bytes,"
                  + " 16777216 are allowed"),
          Map.entry(
              "schema_not_json", "config_schema of component \"broken\" gave no JSON: " + END));

  private final RecordingLogger log = new RecordingLogger();
  @TempDir private Path directory;

  /** Why it is refused. The sentence names the file first. */
  private String refused(Path file) {
    NativePluginException thrown =
        catchThrowableOfType(NativePluginException.class, () -> load(file).close());
    if (thrown == null) {
      return ACCEPTED;
    }
    String prefix = "native plugin " + file + ": ";
    assertThat(thrown).hasMessageStartingWith(prefix);
    return String.valueOf(thrown.getMessage()).substring(prefix.length());
  }

  private NativePlugin load(Path file) {
    return NativePlugin.load(file, log, Rig.PATIENT, 0);
  }

  @Test
  void eachBrokenLibraryHasItsReason() throws IOException {
    Map<String, String> reasons = new TreeMap<>();
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(Built.file("c/target/broken"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString().replaceAll("^lib|\\.so$", "");
        names.add(name);
        if (!BEYOND_A_HOST.contains(name)) {
          reasons.put(name, refused(Built.copy(file, directory)));
        }
      }
    }
    assertThat(reasons).isEqualTo(new TreeMap<>(REASONS));
    assertThat(names).containsAll(BEYOND_A_HOST);
    Eventually.isTrue(
        "no thread is left",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread ->
                    REASONS.keySet().stream()
                        .anyMatch(
                            name -> thread.getName().matches("native-.*-" + name + "_\\d+-\\d+"))));
  }

  @Test
  void kindOfALaterVersionIsLeftOut() {
    Path file = Built.copy(Built.file("c/target/broken/libnewer_kind.so"), directory);
    try (NativePlugin plugin = load(file)) {
      assertThat(plugin.factories()).isEmpty();
    }
    assertThat(log.messages(Level.WARN))
        .containsExactly(
            "native plugin %s: component \"broken\" is of kind 1, which this host does not support"
                    .formatted(file)
                + " yet");
  }

  @Test
  void whatIsNotThereCannotBreak() {
    Path file = Built.copy(Built.file("c/target/broken/libnothing.so"), directory);
    try (NativePlugin plugin = load(file)) {
      assertThat(plugin.factories()).hasSize(1);
    }
  }

  @Test
  void filesThatAreNoLibraries() throws IOException {
    assertThat(refused(directory.resolve("none.so"))).isEqualTo("there is no such file");
    assertThat(refused(directory)).isEqualTo("is not a file");
    assertThat(refused(Files.writeString(directory.resolve("a.so"), "#!/bin/sh\n".repeat(10))))
        .isEqualTo("is not a shared library of Linux");
    assertThat(refused(Path.of("/proc/self/mem"))).isEqualTo("cannot be read: Input/output error");
  }

  @Test
  void libraryOfAnotherMachine() throws IOException {
    byte[] bytes = Files.readAllBytes(Fixture.C.library());
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(MACHINE_AT, S390X);
    assertThat(refused(Files.write(directory.resolve("libother.so"), bytes)))
        .isEqualTo("is built for s390x, this machine is " + System.getProperty("os.arch"));
  }

  /** The system's loader would end the process. */
  @Test
  void libraryThatWasCut() throws IOException {
    byte[] whole = Files.readAllBytes(Fixture.C.library());
    Path file = directory.resolve("libcut.so");
    for (int length : new int[] {64, 100, 1000, 4096, 20_000}) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThat(refused(Files.write(file, part)))
          .startsWith("is cut off: it has %d bytes, at least ".formatted(length));
    }
  }

  /** The system's loader is asked for its reason. */
  @Test
  void libraryThatTheSystemDoesNotLoad() throws IOException {
    byte[] bytes = Files.readAllBytes(Fixture.C.library());
    replace(bytes, "libc.so.6", "lib_.so.6");
    Path file = Files.write(directory.resolve("libneedy.so"), bytes);
    assertThat(refused(file))
        .isEqualTo(
            "cannot be loaded: lib_.so.6: cannot open shared object file: No such file or"
                + " directory");
    replace(bytes, "lib_.so.6", "libc.so.6");
    assertThat(refused(Files.write(file, bytes))).as("mended").isEqualTo(ACCEPTED);
  }

  private static void replace(byte[] in, String what, String by) {
    int at = new String(in, StandardCharsets.ISO_8859_1).indexOf(what);
    assertThat(at).isPositive();
    System.arraycopy(by.getBytes(StandardCharsets.ISO_8859_1), 0, in, at, by.length());
  }

  @Test
  void refusalIsRemembered() {
    Path file = Built.copy(Built.file("c/target/broken/libopen_error.so"), directory);
    assertThat(refused(file)).isEqualTo("refused to open: the licence has run out");
    assertThat(refused(file)).isEqualTo("refused to open: the licence has run out");
  }

  @Test
  void closedLibraryIsNotOpenedAgain() {
    Path file = Built.copy(Fixture.C.library(), directory);
    load(file).close();
    assertThat(refused(file))
        .isEqualTo("was closed, and a library can be opened once in a process");
  }

  @Test
  void twoPluginsWithOneType() {
    Path first = Built.copy(Fixture.C.library(), directory);
    Path second = Built.copy(Fixture.C.library(), directory);
    try (NativePlugin one = load(first);
        NativePlugin other = load(second)) {
      Factories factories = new Factories();
      one.factories().forEach(factories::add);
      assertThatThrownBy(() -> other.factories().forEach(factories::add))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "duplicate extension factory \"c_fixture\": from c-fixture 1.2.3 (native, %s) and"
                      .formatted(first.getFileName())
                  + " from c-fixture 1.2.3 (native, %s)".formatted(second.getFileName()));
      assertThat(factories.types(Kind.EXTENSION)).containsExactly("c_fixture");
    }
  }
}
