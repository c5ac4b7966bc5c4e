package dev.ferrule.confmap;

/** One of the places a configuration is put together from. */
public sealed interface ConfigSource {

  /**
   * What {@code --config} takes: a file path, {@code file:path}, {@code env:NAME}, {@code
   * yaml:text}, or a URL with the scheme {@code http} or {@code https}.
   */
  record Uri(String uri) implements ConfigSource {}

  /**
   * What {@code --set} takes: {@code a.b=value}. Dots part the keys, the value is YAML. Applied
   * after all other sources.
   */
  record Assignment(String assignment) implements ConfigSource {}

  /**
   * A configuration that is part of the program.
   *
   * @param name what positions call it
   * @param text YAML
   */
  record BuiltIn(String name, String text) implements ConfigSource {}
}
