package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferrule.confmap.internal.Waits;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Input that is wrong or hostile ends in one clear error, in bounded time and memory. What is large
 * is so large here that work which grows with its square would take minutes.
 */
@Timeout(20)
final class BadInputTest {
  private static final String NESTED = "maps and lists are nested more than 200 deep";

  @TempDir Path directory;

  private Sources sources() {
    return new Sources(directory);
  }

  private String of(String text) {
    return sources().file("c.yaml", text).outcome("c.yaml");
  }

  @Test
  void aliasesThatMultiply() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i)).append(("*a" + (i - 1) + ", ").repeat(10));
      bomb.append("]\n");
    }
    assertThat(of(bomb.toString()))
        .isEqualTo("c.yaml:5:5: the document holds too many values, counting aliases");
  }

  @Test
  void mergeKeysThatMultiply() {
    StringBuilder bomb = new StringBuilder("a0: &a0 {k: v}\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d {<<: [*a%d, *a%d], k%d: v}\n".formatted(i, i, i - 1, i - 1, i));
    }
    assertThat(of(bomb.toString()))
        .endsWith("the document holds too many values, counting aliases");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? ", "a: [", "[{a: "})
  void deepNesting(String opening) {
    assertThat(of(opening.repeat(100_000))).contains(NESTED);
  }

  @Test
  void deepNestingByIndentation() {
    StringBuilder deep = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      deep.append(" ".repeat(i)).append("a:\n");
    }
    assertThat(of(deep.toString())).isEqualTo("c.yaml:201:201: " + NESTED);
  }

  @Test
  void deepNestingByKeysAndAliasesAndReferences() {
    assertThat(of("? " + "a::".repeat(100_000) + "a\n: 1"))
        .isEqualTo("c.yaml:1:3: the key has too many parts");
    StringBuilder chain = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 1_000; i++) {
      chain.append("a%d: &a%d [*a%d]\n".formatted(i, i, i - 1));
    }
    assertThat(of(chain.toString())).endsWith(NESTED);
    Sources sources = sources();
    for (int i = 0; i < 1_000; i++) {
      sources.env("V" + i, "[x, '${env:V" + (i + 1) + "}']");
    }
    assertThat(sources.problems("yaml:a: ${env:V0}").getFirst().message())
        .isEqualTo("values are nested too deeply");
  }

  @Test
  void referencesThatMultiply() {
    Sources sources = sources();
    for (int i = 0; i < 40; i++) {
      String next = "${env:T" + (i + 1) + "}";
      sources.env("T" + i, "x" + next + "y" + next);
    }
    assertThat(sources.problems("yaml:a: ${env:T0}").getFirst().message())
        .isEqualTo("references expand to too much text");
    sources.env("LIST", "[" + "x, ".repeat(50_000) + "]");
    assertThat(
            sources.problems("yaml:a: [" + "'${env:LIST}', ".repeat(10) + "]").getFirst().message())
        .isEqualTo("references bring in too many values");
  }

  @Test
  void manyLongReferences() {
    Sources sources = sources().env("BIG", "x".repeat(1 << 20));
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      all.append("k%d: a${env:BIG}\n".formatted(i));
    }
    assertThat(sources.file("c.yaml", all.toString()).problems("c.yaml").getFirst().message())
        .isEqualTo("references expand to too much text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"}", "${", "$", "${}", "}${", "$${A}", "${A", "${env:A}", "a ", "]", "[]"})
  void aLineOfOneMegabyte(String part) {
    String line = part.repeat((1 << 20) / part.length());
    assertThat(of("a: '" + line + "'")).isNotEmpty();
    assertThat(sources().env("LINE", line).outcome("yaml:a: ${env:LINE}\nb: x${env:LINE}"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k%d: 1\n",
        "a::k%d: 1\n",
        "k%d: ${env:A}\n",
        "? k%d\n",
        "\"k%d\":\n",
        "- k%d\n",
        "k%d: {}\n",
        "k%d: 'x$$y'\n"
      })
  void manyKeys(String line) {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      keys.append(line.formatted(i));
    }
    Sources sources = sources().env("A", "1").file("c.yaml", keys.toString());
    ConfigNode loaded = sources.root("yaml:a: ${file:c.yaml}").get("a");
    int size =
        switch (loaded) {
          case ConfigNode.MapNode map when map.get("a") instanceof ConfigNode.MapNode inner ->
              inner.entries().size();
          case ConfigNode.MapNode map -> map.entries().size();
          case ConfigNode.ListNode list -> list.elements().size();
          case null, default -> 0;
        };
    assertThat(size).isEqualTo(30_000);
  }

  @Test
  void aHundredThousandKeysInEachOfSeveralSources() {
    StringBuilder keys = new StringBuilder("service:\n  p:\n    receivers: [");
    for (int i = 0; i < 100_000; i++) {
      keys.append("r").append(i).append(", ");
    }
    sources().file("c.yaml", keys.append("]\n") + "");
    assertThat(
            sources()
                .mode(MergeMode.APPEND_COMPONENTS)
                .load("c.yaml", "c.yaml", "yaml:service::p::receivers: [r1, new]")
                .root()
                .plain()
                .toString())
        .endsWith(", r99999, new]}}}");
  }

  @Test
  void manyProblemsInOneFile() {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      keys.append("k%d: ${none:x}\n".formatted(i));
    }
    assertThat(sources().file("c.yaml", keys.toString()).problems("c.yaml")).hasSize(20_000);
  }

  @Test
  void filesThatAreTooLarge() throws IOException {
    Path file = directory.resolve("c.yaml");
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] megabyte =
          "# and so on, for a megabyte\n".repeat(37_450).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 100; i++) {
        out.write(megabyte);
      }
    }
    assertThat(sources().outcome("c.yaml"))
        .isEqualTo("unable to read the file c.yaml: it is larger than 16 MiB");
    Files.delete(file);
  }

  @Test
  void aFileOfTheLargestSize() {
    String comment = "# and so on, for a megabyte\n";
    int limit = 16 << 20;
    String text = "a: 1\n" + comment.repeat((limit - 5) / comment.length());
    assertThat(of(text + "#".repeat(limit - text.length()))).isEqualTo("{a: 1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "7f454c46020101ff => unable to read the file c: it is not UTF-8 text",
        "89504e470d0a1a0a => unable to read the file c: it is not UTF-8 text",
        "613a20ff => unable to read the file c: it is not UTF-8 text",
        "613a20c080 => unable to read the file c: it is not UTF-8 text",
        "613a20eda080 => unable to read the file c: it is not UTF-8 text",
        "613a2000 => c:1:4: invalid YAML: the character U+0000 is not allowed: is it text, and in UTF-8?",
        "6100 => c:1:2: invalid YAML: the character U+0000 is not allowed: is it text, and in UTF-8?",
        "61203a20f09f98800d630d0af09f988000 => c:3:2: invalid YAML: the character U+0000 is not allowed: is it text, and in UTF-8?",
        "613a2007 => c:1:4: invalid YAML: the character U+0007 is not allowed",
        "fffe61003a0020003100 => {a: 1}",
        "feff0061003a00200031 => {a: 1}",
        "fffe61003a00200031 => unable to read the file c: it is not UTF-8 text",
        "fffe00d8 => unable to read the file c: it is not UTF-8 text",
        "efbbbf613a2031 => {a: 1}",
        "613a20310d0a623a2032 => {a: 1, b: 2}",
        "613a2031000a => c:1:5: invalid YAML: the character U+0000 is not allowed: is it text, and in UTF-8?",
      })
  void bytesThatAreNoText(String hex, String expected) throws IOException {
    Files.write(directory.resolve("c"), java.util.HexFormat.of().parseHex(hex));
    assertThat(sources().outcome("c")).isEqualTo(expected);
  }

  @Test
  void emptyAndMissingFilesAndDirectories() throws IOException {
    assertThat(of("")).isEqualTo("{}");
    Files.createDirectory(directory.resolve("d"));
    Files.createSymbolicLink(directory.resolve("link"), Path.of("c.yaml"));
    Files.createSymbolicLink(directory.resolve("dangling"), Path.of("none"));
    Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
    assertThat(sources().file("c.yaml", "a: 1").outcome("link")).isEqualTo("{a: 1}");
    String what = "unable to read the file ";
    assertThat(sources().outcome("d")).isEqualTo(what + "d: it is a directory");
    assertThat(sources().outcome("d/x")).isEqualTo(what + "d/x: no such file");
    assertThat(sources().outcome("c.yaml/x")).startsWith(what + "c.yaml/x: ");
    assertThat(sources().outcome("dangling")).isEqualTo(what + "dangling: no such file");
    assertThat(sources().outcome("loop")).startsWith(what + "loop: ").contains("Too many levels");
    assertThat(sources().outcome("a\0b")).startsWith(what).endsWith("this is not a file name");
    assertThat(sources().outcome("x".repeat(5000))).startsWith(what).contains("too long");
  }

  @Test
  void filesThatMayNotBeRead() throws IOException {
    sources().file("c.yaml", "a: 1");
    Files.setPosixFilePermissions(
        directory.resolve("c.yaml"), PosixFilePermissions.fromString("---------"));
    String outcome = sources().outcome("c.yaml");
    // Root may read everything, so that both ways are right where the tests run as root.
    String expected =
        Files.isReadable(directory.resolve("c.yaml"))
            ? "{a: 1}"
            : "unable to read the file c.yaml: permission denied";
    assertThat(outcome).isEqualTo(expected);
  }

  @Test
  void devicesThatNeverEnd() {
    assertThat(sources().outcome("/dev/zero"))
        .isEqualTo("unable to read the file /dev/zero: it is larger than 16 MiB");
    assertThat(sources().outcome("/dev/null")).isEqualTo("{}");
  }

  @Test
  void pipes() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                Files.writeString(pipe, "a: 1");
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    assertThat(sources().outcome("pipe")).isEqualTo("{a: 1}");
    writer.join();
    Waits waits = new Waits(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(200));
    assertThat(sources().waits(waits).outcome("pipe"))
        .isEqualTo(
            "unable to read the file pipe: it did not end within 200 ms: it is a pipe or a device:"
                + " does its writer still run?");
  }
}
