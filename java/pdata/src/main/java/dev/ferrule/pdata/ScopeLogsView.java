package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.LEN;

import java.lang.foreign.MemorySegment;

/** The log records of one scope. */
public final class ScopeLogsView extends MessageView {
  private long scope;
  private int logRecordsCount;
  private long schemaUrl;

  ScopeLogsView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | LEN -> scope = note(scope, in);
        case 2 << 3 | LEN -> logRecordsCount++;
        case 3 << 3 | LEN -> schemaUrl = in.range();
        default -> {}
      }
    }
  }

  /** The scope; empty if there is none. */
  public ScopeView scope() {
    return message(1 << 3 | LEN, scope, ScopeView::new);
  }

  /** Its log records. */
  public RepeatedView<LogRecordView> logRecords() {
    return repeated(2 << 3 | LEN, logRecordsCount, LogRecordView::new);
  }

  /** The schema of the log records, or empty. */
  public String schemaUrl() {
    return text(schemaUrl);
  }
}
