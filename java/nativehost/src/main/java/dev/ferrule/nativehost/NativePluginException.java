package dev.ferrule.nativehost;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A native plugin could not be loaded or closed. The message names the file, for the operator. */
public final class NativePluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NativePluginException(Path file, String message) {
    this(file, message, null);
  }

  NativePluginException(Path file, String message, @Nullable Throwable cause) {
    super("native plugin " + file + ": " + message, cause);
  }
}
