package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.LEN;

import java.lang.foreign.MemorySegment;

/** The spans of one resource. */
public final class ResourceSpansView extends MessageView {
  private long resource;
  private int scopeSpansCount;
  private long schemaUrl;

  ResourceSpansView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | LEN -> resource = note(resource, in);
        case 2 << 3 | LEN -> scopeSpansCount++;
        case 3 << 3 | LEN -> schemaUrl = in.range();
        default -> {}
      }
    }
  }

  /** The resource; empty if there is none. */
  public ResourceView resource() {
    return message(1 << 3 | LEN, resource, ResourceView::new);
  }

  /** Its spans, by scope. */
  public RepeatedView<ScopeSpansView> scopeSpans() {
    return repeated(2 << 3 | LEN, scopeSpansCount, ScopeSpansView::new);
  }

  /** The schema of the resource, or empty. */
  public String schemaUrl() {
    return text(schemaUrl);
  }
}
