package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.LEN;

import java.lang.foreign.MemorySegment;

/** A request with logs. */
public final class LogsView extends MessageView {
  private int resourceLogsCount;

  LogsView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | LEN -> resourceLogsCount++;
        default -> {}
      }
    }
  }

  /**
   * Reads a batch.
   *
   * @throws IllegalArgumentException if it is of another signal
   */
  public static LogsView of(Batch batch) {
    return whole(batch, Signal.LOGS, LogsView::new);
  }

  /** Reads a request that {@code OtlpCheck} accepted. */
  public static LogsView of(MemorySegment request) {
    return whole(request, LogsView::new);
  }

  /** The log records, by resource. */
  public RepeatedView<ResourceLogsView> resourceLogs() {
    return repeated(1 << 3 | LEN, resourceLogsCount, ResourceLogsView::new);
  }
}
