package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.I64;

import java.lang.foreign.MemorySegment;

/** The value at a quantile. */
public final class QuantileView extends MessageView {
  private double quantile;
  private double value;

  QuantileView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | I64 -> quantile = in.doubleValue();
        case 2 << 3 | I64 -> value = in.doubleValue();
        default -> {}
      }
    }
  }

  /** From 0, the least, to 1, the greatest. */
  public double quantile() {
    return quantile;
  }

  /** The value. */
  public double value() {
    return value;
  }
}
