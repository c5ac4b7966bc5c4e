package dev.ferrule.pdata;

import static dev.ferrule.pdata.WireReader.VARINT;

import java.lang.foreign.MemorySegment;

/** Buckets of an exponential histogram, on one side of zero. */
public final class BucketsView extends MessageView {
  private int offset;

  BucketsView(MemorySegment segment, int start, int end) {
    super(segment, start, end);
    for (WireReader in = fields(); in.next(); ) {
      switch (in.tag()) {
        case 1 << 3 | VARINT -> offset = in.zigZagValue();
        default -> {}
      }
    }
  }

  /** The index of the first bucket. */
  public int offset() {
    return offset;
  }

  /** The count of each bucket, unsigned; decoded anew by each call. */
  public long[] bucketCounts() {
    return numbers(2, VARINT);
  }
}
