package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.LEN;

import java.lang.foreign.MemorySegment;

/** The metrics of one scope. */
public final class ScopeMetricsView extends MessageView {
  private long scope;
  private int metricsCount;
  private long schemaUrl;

  ScopeMetricsView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | LEN -> scope = note(scope, in);
        case 2 << 3 | LEN -> metricsCount++;
        case 3 << 3 | LEN -> schemaUrl = in.range();
        default -> {}
      }
    }
  }

  /** The scope; empty if there is none. */
  public ScopeView scope() {
    return message(1 << 3 | LEN, scope, ScopeView::new);
  }

  /** Its metrics. */
  public RepeatedView<MetricView> metrics() {
    return repeated(2 << 3 | LEN, metricsCount, MetricView::new);
  }

  /** The schema of the metrics, or empty. */
  public String schemaUrl() {
    return text(schemaUrl);
  }
}
