package dev.ferrule.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads PEM text from where the settings say, with Go's words for a file that cannot be read. */
final class PemText {
  private PemText() {}

  /**
   * The text of a file, or the one in place if there is no file.
   *
   * @throws IOException with the file's name and the reason
   */
  static String read(String file, String inPlace) throws IOException {
    if (file.isEmpty()) {
      return inPlace;
    }
    try {
      return Files.readString(Path.of(file), ISO_8859_1);
    } catch (IOException | InvalidPathException e) {
      String reason =
          switch (e) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
          };
      throw new IOException("open " + file + ": " + reason, e);
    }
  }
}
