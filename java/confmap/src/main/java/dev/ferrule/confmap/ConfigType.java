package dev.ferrule.confmap;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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
   * The settings as they would be written, every one of them: {@link #decode} reads them back to
   * equal settings, unless secrets are redacted.
   *
   * @return an object that belongs to the caller
   */
  JsonNode print(C config, PrintStyle style);

  /**
   * What a section may hold, as JSON Schema, draft 2020-12: an object with {@code properties}, and
   * for each of these a description and a default as far as there are any. {@code writeOnly} marks
   * secrets.
   *
   * @return an object that belongs to the caller
   */
  ObjectNode schema();

  /** Every value of that Java type in the settings, with its path below the section. */
  default <T> Map<ConfigPath, T> find(C config, Class<T> type) {
    return Map.of();
  }

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
