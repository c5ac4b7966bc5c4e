package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.LEN;
import static dev.ferrule.pdata.WireReader.VARINT;

import java.lang.foreign.MemorySegment;

/** What telemetry is about: a service, a host. */
public final class ResourceView extends MessageView {
  private int attributesCount;
  private int droppedAttributesCount;
  private int entityRefsCount;

  ResourceView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | LEN -> attributesCount++;
        case 2 << 3 | VARINT -> droppedAttributesCount = in.intValue();
        case 3 << 3 | LEN -> entityRefsCount++;
        default -> {}
      }
    }
  }

  /** The attributes. */
  public RepeatedView<KeyValueView> attributes() {
    return repeated(1 << 3 | LEN, attributesCount, KeyValueView::new);
  }

  /** How many attributes were left out, unsigned. */
  public long droppedAttributesCount() {
    return Integer.toUnsignedLong(droppedAttributesCount);
  }

  /** The entities that the attributes speak of. */
  public RepeatedView<EntityRefView> entityRefs() {
    return repeated(3 << 3 | LEN, entityRefsCount, EntityRefView::new);
  }
}
