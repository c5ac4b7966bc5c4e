package dev.ferrule.confmap.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What {@code ConfigDocProcessor} kept of a class's Javadoc; empty for a class without it. */
final class SettingTexts {
  private final Properties texts = new Properties();

  SettingTexts(Class<?> type) {
    String name = "META-INF/ferrule/settings/" + type.getName() + ".properties";
    try (InputStream in = type.getModule().getResourceAsStream(name)) {
      if (in != null) {
        texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the class is about. */
  String description() {
    return texts.getProperty("description", "");
  }

  /** What the record component or enum constant is about. */
  String of(String name) {
    return texts.getProperty("of." + name, "");
  }
}
