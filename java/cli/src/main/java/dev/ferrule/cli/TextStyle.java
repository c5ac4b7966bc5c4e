package dev.ferrule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Colours, if they are wanted.
 *
 * @param colored whether the reader can see them
 */
record TextStyle(boolean colored) {
  static final TextStyle PLAIN = new TextStyle(false);

  private static final Path STDERR = Path.of("/proc/self/fd/2");

  /** What suits the process's stderr: colours only on a terminal, and not if NO_COLOR is set. */
  static TextStyle ofStderr(Map<String, String> environment) {
    boolean wanted =
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new TextStyle(wanted && isTerminal(STDERR));
  }

  /** Whether that file descriptor of Linux is a terminal; what is not known is none. */
  static boolean isTerminal(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  String error(String text) {
    return in("1;31", text);
  }

  String warning(String text) {
    return in("1;33", text);
  }

  String place(String text) {
    return in("1", text);
  }

  String hint(String text) {
    return in("36", text);
  }

  String caret(String text) {
    return in("1;32", text);
  }

  private String in(String code, String text) {
    return colored ? "\033[" + code + "m" + text + "\033[0m" : text;
  }
}
