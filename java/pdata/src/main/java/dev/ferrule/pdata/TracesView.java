package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.LEN;

import java.lang.foreign.MemorySegment;

/** A request with traces. */
public final class TracesView extends MessageView {
  private int resourceSpansCount;

  TracesView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | LEN -> resourceSpansCount++;
        default -> {}
      }
    }
  }

  /**
   * Reads a batch.
   *
   * @throws IllegalArgumentException if it is of another signal
   */
  public static TracesView of(Batch batch) {
    return whole(batch, Signal.TRACES, TracesView::new);
  }

  /** Reads a request that {@code OtlpCheck} accepted. */
  public static TracesView of(MemorySegment request) {
    return whole(request, TracesView::new);
  }

  /** The spans, by resource. */
  public RepeatedView<ResourceSpansView> resourceSpans() {
    return repeated(1 << 3 | LEN, resourceSpansCount, ResourceSpansView::new);
  }
}
