package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.LEN;

import java.lang.foreign.MemorySegment;

/** The spans of one scope. */
public final class ScopeSpansView extends MessageView {
  private long scope;
  private int spansCount;
  private long schemaUrl;

  ScopeSpansView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | LEN -> scope = note(scope, in);
        case 2 << 3 | LEN -> spansCount++;
        case 3 << 3 | LEN -> schemaUrl = in.range();
        default -> {}
      }
    }
  }

  /** The scope; empty if there is none. */
  public ScopeView scope() {
    return message(1 << 3 | LEN, scope, ScopeView::new);
  }

  /** Its spans. */
  public RepeatedView<SpanView> spans() {
    return repeated(2 << 3 | LEN, spansCount, SpanView::new);
  }

  /** The schema of the spans, or empty. */
  public String schemaUrl() {
    return text(schemaUrl);
  }
}
