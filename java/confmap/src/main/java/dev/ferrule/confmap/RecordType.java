package dev.ferrule.confmap;

import dev.ferrule.confmap.internal.RecordDecoder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Decodes a section to a record. */
final class RecordType<C extends Record> implements ConfigType<C> {
  // What a class declares never changes, and takes long to find out.
  private static final ClassValue<RecordDecoder> DECODERS =
      new ClassValue<>() {
        @Override
        protected RecordDecoder computeValue(Class<?> type) {
          return new RecordDecoder(type.asSubclass(Record.class));
        }
      };

  private final C defaults;
  private final RecordDecoder decoder;

  RecordType(C defaults) {
    this.defaults = defaults;
    this.decoder = DECODERS.get(defaults.getClass());
  }

  @Override
  public C defaults() {
    return defaults;
  }

  @Override
  @SuppressWarnings("unchecked") // The decoder makes records of the class of the defaults.
  public C decode(@Nullable ConfigNode node, ConfigPath path, Problems problems) {
    return (C) decoder.decode(node, defaults, path, problems);
  }

  @Override
  public JsonNode print(C config, PrintStyle style) {
    return decoder.print(config, style);
  }

  @Override
  public ObjectNode schema() {
    return decoder.schema(defaults);
  }

  @Override
  public <T> Map<ConfigPath, T> find(C config, Class<T> type) {
    return decoder.find(config, type);
  }
}
