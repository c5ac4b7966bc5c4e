package dev.ferrule.confmap.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads a text file, with one sentence for each way this can fail. */
final class FileText {
  private FileText() {}

  static String read(Path directory, String name) throws ReferenceException {
    String what = "unable to read the file " + name + ": ";
    try {
      Path path = directory.resolve(name).normalize();
      if (Files.isDirectory(path)) {
        throw new ReferenceException(what + "it is a directory");
      }
      byte[] bytes;
      try (InputStream in = Files.newInputStream(path)) {
        bytes = in.readNBytes(Limits.FILE_BYTES + 1);
      }
      if (bytes.length > Limits.FILE_BYTES) {
        throw new ReferenceException(
            what + "it is larger than " + (Limits.FILE_BYTES >> 20) + " MiB");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ReferenceException(what + "it is not UTF-8 text");
    } catch (NoSuchFileException e) {
      throw new ReferenceException(what + "no such file");
    } catch (AccessDeniedException e) {
      throw new ReferenceException(what + "permission denied");
    } catch (InvalidPathException e) {
      throw new ReferenceException(what + "this is not a file name");
    } catch (IOException e) {
      throw new ReferenceException(what + e.getMessage());
    }
  }
}
