package dev.ferrule.nativehost;

import java.io.IOException;
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
        ElfFile.check(real);
      }
      @Nullable Object key = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
      return new LibraryFile(real, key == null ? real : key);
    } catch (Refusal e) {
      throw new NativePluginException(path, e.reason(), e);
    } catch (IOException e) {
      throw new NativePluginException(path, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isLinux() {
    return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
  }
}
