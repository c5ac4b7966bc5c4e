package dev.ferrule.confmap;

import org.jspecify.annotations.Nullable;

/**
 * How one component's section becomes its settings. A Java component describes its settings by a
 * record, see {@link #of}; a native one by JSON, which {@code nativehost} adapts to this interface.
 *
 * @param <C> the settings, immutable
 */
public interface ConfigType<C> {

  /** The settings of an empty section. */
  C defaults();

  /**
   * Decodes and validates a section on top of the defaults.
   *
   * @param node the section; null, or a null scalar, means all defaults
   * @param path where the section is in the configuration, for messages
   * @param problems gets everything that is wrong; nothing is thrown for bad input
   * @return the settings; meaningless if problems were added
   */
  C decode(@Nullable ConfigNode node, ConfigPath path, Problems problems);

  /**
   * Settings described by a record. Components are decoded by name, in snake case; nested records,
   * {@code Optional}, lists, maps, enums, {@code Duration}, {@link Opaque} and the usual scalars
   * are known. Keys that are not components are problems. A record that implements {@link
   * Validated} is asked for more problems once it is built.
   *
   * @param defaults the settings of an empty section
   */
  static <C extends Record> ConfigType<C> of(C defaults) {
    return new RecordType<>(defaults);
  }
}
