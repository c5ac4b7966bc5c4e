package dev.ferrule.nativehost;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file that may be a plugin, checked as far as that goes without loading it.
 *
 * @param path the real path
 * @param identity what the system's loader goes by: two paths to one file are one library
 */
record LibraryFile(Path path, Object identity) {
  private static final int ELF_HEADER_BYTES = 64;
  private static final int ELF_MAGIC = 0x464C457F; // 0x7F E L F, read in little-endian order
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int TYPE_AT = 16;
  private static final int MACHINE_AT = 18;
  private static final int SHARED_OBJECT = 3;

  /**
   * Looks at a file.
   *
   * @throws NativePluginException if it cannot be a plugin of this machine
   */
  static LibraryFile check(Path path) {
    try {
      if (!Files.exists(path)) {
        throw new NativePluginException(path, "there is no such file");
      }
      if (!Files.isRegularFile(path)) {
        throw new NativePluginException(path, "is not a file");
      }
      Path real = path.toRealPath();
      if (isLinux()) {
        checkElf(path, head(real));
      }
      @Nullable Object key = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
      return new LibraryFile(real, key == null ? real : key);
    } catch (IOException e) {
      throw new NativePluginException(path, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isLinux() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
  }

  private static byte[] head(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(ELF_HEADER_BYTES);
    }
  }

  private static void checkElf(Path path, byte[] head) {
    ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    if (head.length < ELF_HEADER_BYTES || header.getInt(0) != ELF_MAGIC) {
      throw new NativePluginException(path, "is not a shared library of Linux");
    }
    String ours = System.getProperty("os.arch");
    if (head[4] != CLASS_64 || head[5] != LITTLE_ENDIAN) {
      throw new NativePluginException(path, "is built for another machine, not for " + ours);
    }
    String theirs = machine(header.getShort(MACHINE_AT));
    if (!theirs.equals(ours)) {
      throw new NativePluginException(path, "is built for " + theirs + ", this machine is " + ours);
    }
    if (header.getShort(TYPE_AT) != SHARED_OBJECT) {
      throw new NativePluginException(path, "is not a shared library but another kind of ELF file");
    }
  }

  /** The name that Java has for an ELF machine number. */
  private static String machine(short number) {
    return switch (number) {
      case 62 -> "amd64";
      case 183 -> "aarch64";
      case 243 -> "riscv64";
      case 21 -> "ppc64le";
      case 22 -> "s390x";
      default -> "ELF machine " + number;
    };
  }
}
