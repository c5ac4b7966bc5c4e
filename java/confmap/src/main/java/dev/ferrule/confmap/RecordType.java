package dev.ferrule.confmap;

import org.jspecify.annotations.Nullable;

/** Decodes a section to a record. */
final class RecordType<C extends Record> implements ConfigType<C> {
  private final C defaults;

  RecordType(C defaults) {
    this.defaults = defaults;
  }

  @Override
  public C defaults() {
    return defaults;
  }

  @Override
  public C decode(@Nullable ConfigNode node, ConfigPath path, Problems problems) {
    throw new UnsupportedOperationException("not written yet");
  }
}
