package dev.ferrule.exporterhelper;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.pdata.Batch;

/** The unit in which a queue is measured. */
@ConfigDoc
public enum Sizer {
  /** Every batch counts as one. */
  REQUESTS,
  /** Spans, data points or log records. */
  ITEMS,
  /** Bytes of the OTLP request, not compressed. */
  BYTES;

  /** How large a batch is in this unit. */
  public long sizeOf(Batch batch) {
    return switch (this) {
      case REQUESTS -> 1;
      case ITEMS -> batch.itemCount();
      case BYTES -> batch.byteSize();
    };
  }
}
