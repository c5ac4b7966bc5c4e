package dev.ferrule.confmap;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ferrule.confmap.ConfigNode.MapNode;
import dev.ferrule.confmap.internal.Waits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A directory and an environment that tests load configurations from. */
final class Sources {
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private MergeMode mode = MergeMode.REPLACE;
  private Waits waits = Waits.DEFAULT;

  Sources(Path directory) {
    this.directory = directory;
  }

  Sources env(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Sources file(String name, String text) {
    try {
      Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Sources mode(MergeMode other) {
    mode = other;
    return this;
  }

  Sources waits(Waits others) {
    waits = others;
    return this;
  }

  /** Loads URIs, and assignments where they start with {@code --set}. */
  LoadedConfig load(String... args) {
    return load(new SourceTexts(), args);
  }

  LoadedConfig load(SourceTexts texts, String... args) {
    return new ConfigLoader(environment, directory, mode, waits).load(sources(args), texts);
  }

  private static List<ConfigSource> sources(String... args) {
    return Stream.of(args)
        .map(arg ->
            arg.startsWith("--set ")
                ? (ConfigSource) new ConfigSource.Assignment(arg.substring(6))
                : new ConfigSource.Uri(arg))
        .toList();
  }

  MapNode root(String... args) {
    return load(args).root();
  }

  /** What is loaded, or what is wrong. */
  String outcome(String... args) {
    try {
      return shown(root(args));
    } catch (ConfigException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** What is wrong. */
  List<Problem> problems(String... args) {
    return catchThrowableOfType(ConfigException.class, () -> load(args)).problems();
  }

  /**
   * A value with its types: strings in quotes, and what came whole from a reference as {@code
   * <value|text>}.
   */
  static String shown(ConfigNode node) {
    String value =
        switch (node) {
          case MapNode map ->
              map.entries().entrySet().stream()
                  .map(entry -> entry.getKey() + ": " + shown(entry.getValue()))
                  .collect(Collectors.joining(", ", "{", "}"));
          case ConfigNode.ListNode list ->
              list.elements().stream()
                  .map(Sources::shown)
                  .collect(Collectors.joining(", ", "[", "]"));
          case ConfigNode.ScalarNode(_, String text, _) -> '"' + text + '"';
          case ConfigNode.ScalarNode scalar -> String.valueOf(scalar.value());
        };
    return node.text() == null ? value : "<" + value + "|" + node.text() + ">";
  }
}
