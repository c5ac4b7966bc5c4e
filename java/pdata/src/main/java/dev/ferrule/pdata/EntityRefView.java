package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.LEN;

import java.lang.foreign.MemorySegment;

/** Which attributes of a resource identify and describe an entity. */
public final class EntityRefView extends MessageView {
  private long schemaUrl;
  private long type;
  private int idKeysCount;
  private int descriptionKeysCount;

  EntityRefView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | LEN -> schemaUrl = in.range();
        case 2 << 3 | LEN -> type = in.range();
        case 3 << 3 | LEN -> idKeysCount++;
        case 4 << 3 | LEN -> descriptionKeysCount++;
        default -> {}
      }
    }
  }

  /** The schema of the entity, or empty. */
  public String schemaUrl() {
    return text(schemaUrl);
  }

  /** The type of the entity: {@code service}. */
  public String type() {
    return text(type);
  }

  /** Keys of the attributes that identify it. */
  public RepeatedView<String> idKeys() {
    return repeated(3 << 3 | LEN, idKeysCount, MessageView::text);
  }

  /** Keys of the attributes that describe it. */
  public RepeatedView<String> descriptionKeys() {
    return repeated(4 << 3 | LEN, descriptionKeysCount, MessageView::text);
  }
}
