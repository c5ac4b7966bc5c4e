package dev.ferrule.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the JVM wrote down when it crashed.
 *
 * @param signal its number
 * @param frame the function in which that was, if it could tell
 */
record HotspotCrash(int signal, Optional<String> frame) {
  private static final int HEX = 16;
  private static final Pattern SIGNAL =
      Pattern.compile("^#\\s+SIG[A-Z]+ \\(0x([0-9a-f]+)\\) at ", Pattern.MULTILINE);
  private static final Pattern FRAME =
      Pattern.compile(
          "^# Problematic frame:\\R# \\S+\\s+\\[([^\\]]+)\\+0x[0-9a-f]+\\](?: +([^\\s+]+))?",
          Pattern.MULTILINE);

  /** Reads the file that the JVM wrote; empty if it wrote none. */
  static Optional<HotspotCrash> read(Path file) {
    try {
      // Not all of it need be text.
      return Files.exists(file)
          ? parse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads the text of such a file. */
  static Optional<HotspotCrash> parse(String text) {
    Matcher signal = SIGNAL.matcher(text);
    if (!signal.find()) {
      return Optional.empty();
    }
    return Optional.of(
        new HotspotCrash(Integer.parseInt(signal.group(1), HEX), frame(FRAME.matcher(text))));
  }

  private static Optional<String> frame(Matcher matcher) {
    if (!matcher.find()) {
      return Optional.empty();
    }
    String library = matcher.group(1);
    String function = matcher.group(2);
    return Optional.of(function == null ? library : function + " of " + library);
  }
}
