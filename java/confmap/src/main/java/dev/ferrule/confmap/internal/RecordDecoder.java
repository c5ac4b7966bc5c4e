package dev.ferrule.confmap.internal;

import dev.ferrule.confmap.ConfigNode;
import dev.ferrule.confmap.ConfigPath;
import dev.ferrule.confmap.Position;
import dev.ferrule.confmap.Problems;
import org.jspecify.annotations.Nullable;

/** Decodes sections to one class of records. Immutable. */
public final class RecordDecoder {
  private final RecordShape shape;

  /**
   * A decoder.
   *
   * @throws IllegalArgumentException if the record holds what cannot be configured
   */
  public RecordDecoder(Class<? extends Record> type) {
    shape = new ShapeBuilder().shape(type);
  }

  /** The record that the section gives when laid over the defaults. */
  public Object decode(
      @Nullable ConfigNode node, Record defaults, ConfigPath path, Problems problems) {
    Position position = node == null ? null : node.position();
    return shape.decodeRoot(node, defaults, new Place(path, position, problems));
  }
}
