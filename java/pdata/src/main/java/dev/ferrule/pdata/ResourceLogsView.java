package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.LEN;

import java.lang.foreign.MemorySegment;

/** The log records of one resource. */
public final class ResourceLogsView extends MessageView {
  private long resource;
  private int scopeLogsCount;
  private long schemaUrl;

  ResourceLogsView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | LEN -> resource = note(resource, in);
        case 2 << 3 | LEN -> scopeLogsCount++;
        case 3 << 3 | LEN -> schemaUrl = in.range();
        default -> {}
      }
    }
  }

  /** The resource; empty if there is none. */
  public ResourceView resource() {
    return message(1 << 3 | LEN, resource, ResourceView::new);
  }

  /** Its log records, by scope. */
  public RepeatedView<ScopeLogsView> scopeLogs() {
    return repeated(2 << 3 | LEN, scopeLogsCount, ScopeLogsView::new);
  }

  /** The schema of the resource, or empty. */
  public String schemaUrl() {
    return text(schemaUrl);
  }
}
