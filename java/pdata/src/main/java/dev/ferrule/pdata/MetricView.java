package dev.ferrule.pdata;

import static dev.ferrule.pdata.MetricDataReader.EXPONENTIAL_HISTOGRAM;
import static dev.ferrule.pdata.MetricDataReader.GAUGE;
import static dev.ferrule.pdata.MetricDataReader.HISTOGRAM;
import static dev.ferrule.pdata.MetricDataReader.SUM;
import static dev.ferrule.pdata.MetricDataReader.SUMMARY;
import static dev.ferrule.pdata.WireReader.LEN;

import java.lang.foreign.MemorySegment;

/** A metric: a name and its data points. */
public final class MetricView extends MessageView {
  private long name;
  private long description;
  private long unit;
  private int metadataCount;
  private int dataTag;
  private long data;

  MetricView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | LEN -> name = in.range();
        case 2 << 3 | LEN -> description = in.range();
        case 3 << 3 | LEN -> unit = in.range();
        case 12 << 3 | LEN -> metadataCount++;
        case GAUGE, SUM, HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> {
          dataTag = in.tag();
          data = in.range();
        }
        default -> {}
      }
    }
  }

  /** The name. */
  public String name() {
    return text(name);
  }

  /** What it measures, or empty. */
  public String description() {
    return text(description);
  }

  /** The unit, or empty. */
  public String unit() {
    return text(unit);
  }

  /** Attributes of the metric itself. */
  public RepeatedView<KeyValueView> metadata() {
    return repeated(12 << 3 | LEN, metadataCount, KeyValueView::new);
  }

  /** The data points; of several kinds in one message the last one counts. */
  public MetricDataView data() {
    return new MetricDataReader(segment(), data).read(dataTag);
  }
}
