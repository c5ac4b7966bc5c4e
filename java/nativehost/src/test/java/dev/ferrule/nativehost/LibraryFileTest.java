package dev.ferrule.nativehost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused without loading it. */
final class LibraryFileTest {
  private static final int MACHINE_AT = 18;

  @TempDir private Path directory;

  private void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> LibraryFile.check(file))
        .isInstanceOf(NativePluginException.class)
        .hasMessage("native plugin " + file + ": " + reason);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  /** The head of a shared library of this machine, with one field changed. */
  private byte[] elf(int at, int value) {
    byte[] head = new byte[64];
    ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0, 0x464C457F).put(4, (byte) 2).put(5, (byte) 1);
    header.putShort(16, (short) 3).putShort(MACHINE_AT, machine());
    if (at >= 16) {
      header.putShort(at, (short) value);
    } else if (at >= 0) {
      header.put(at, (byte) value);
    }
    return head;
  }

  private static short machine() {
    return switch (System.getProperty("os.arch")) {
      case "amd64" -> 62;
      case "aarch64" -> 183;
      default -> throw new AssertionError("add the number of this machine to the test");
    };
  }

  @Test
  void goodOne() throws IOException {
    Path file = write("good.so", elf(-1, 0));
    assertThat(LibraryFile.check(file).path()).isEqualTo(file.toRealPath());
  }

  @Test
  void missingFile() {
    assertRefused(directory.resolve("none.so"), "there is no such file");
  }

  @Test
  void directory() {
    assertRefused(directory, "is not a file");
  }

  @Test
  void textFile() throws IOException {
    assertRefused(
        write("text.so", "x".repeat(100).getBytes(StandardCharsets.UTF_8)),
        "is not a shared library of Linux");
  }

  @Test
  void emptyAndCutFiles() throws IOException {
    assertRefused(write("empty.so", new byte[0]), "is not a shared library of Linux");
    byte[] head = Arrays.copyOf(elf(-1, 0), 63);
    assertRefused(write("cut.so", head), "is not a shared library of Linux");
  }

  @Test
  void otherMachines() throws IOException {
    String ours = System.getProperty("os.arch");
    assertRefused(
        write("s390x.so", elf(MACHINE_AT, 22)), "is built for s390x, this machine is " + ours);
    assertRefused(
        write("riscv.so", elf(MACHINE_AT, 243)), "is built for riscv64, this machine is " + ours);
    assertRefused(
        write("odd.so", elf(MACHINE_AT, 4711)),
        "is built for ELF machine 4711, this machine is " + ours);
    assertRefused(write("32.so", elf(4, 1)), "is built for another machine, not for " + ours);
    assertRefused(write("big.so", elf(5, 2)), "is built for another machine, not for " + ours);
  }

  @Test
  void executable() throws IOException {
    assertRefused(
        write("program", elf(16, 2)), "is not a shared library but another kind of ELF file");
  }

  @Test
  void linkAndFileAreOneLibrary() throws IOException {
    Path file = write("good.so", elf(-1, 0));
    Path link = Files.createSymbolicLink(directory.resolve("link.so"), file);
    assertThat(LibraryFile.check(link)).isEqualTo(LibraryFile.check(file));
    Path copy = Files.copy(file, directory.resolve("copy.so"));
    assertThat(LibraryFile.check(copy).identity()).isNotEqualTo(LibraryFile.check(file).identity());
  }

  @Test
  void unreadableFile() {
    // A regular file that nobody can read at its beginning, not even root.
    assertRefused(Path.of("/proc/self/mem"), "cannot be read: Input/output error");
  }

  @Test
  void danglingLink() throws IOException {
    Path link =
        Files.createSymbolicLink(directory.resolve("link.so"), directory.resolve("none.so"));
    assertRefused(link, "there is no such file");
  }
}
