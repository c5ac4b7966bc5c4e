package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.LEN;

import java.lang.foreign.MemorySegment;

/** A request with metrics. */
public final class MetricsView extends MessageView {
  private int resourceMetricsCount;

  MetricsView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | LEN -> resourceMetricsCount++;
        default -> {}
      }
    }
  }

  /**
   * Reads a batch.
   *
   * @throws IllegalArgumentException if it is of another signal
   */
  public static MetricsView of(Batch batch) {
    return whole(batch, Signal.METRICS, MetricsView::new);
  }

  /** Reads a request that {@code OtlpCheck} accepted. */
  public static MetricsView of(MemorySegment request) {
    return whole(request, MetricsView::new);
  }

  /** The metrics, by resource. */
  public RepeatedView<ResourceMetricsView> resourceMetrics() {
    return repeated(1 << 3 | LEN, resourceMetricsCount, ResourceMetricsView::new);
  }
}
