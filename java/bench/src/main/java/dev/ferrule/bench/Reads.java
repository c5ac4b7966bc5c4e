package dev.ferrule.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;

/** How much of a batch its taker reads; the same on both sides of the boundary. */
public enum Reads {
  /**
   * One word in about each page: the batch changes hands, and is looked at here and there. The step
   * is a page and a cache line, because words a page apart would fight for the same lines.
   */
  HAND_OVER(4096 + 64),
  /** Every word. */
  ALL(Long.BYTES);

  private final int step;

  Reads(int step) {
    this.step = step;
  }

  /** The function that does it in native code. */
  MemorySegment reader() {
    return this == ALL ? Ffm.READ_ALL : Ffm.HAND_OVER;
  }

  /** The sum of the words that are read; the length is a multiple of 8. */
  long sum(MemorySegment bytes) {
    long sum = 0;
    for (long at = 0; at < bytes.byteSize(); at += step) {
      sum += bytes.get(JAVA_LONG_UNALIGNED, at);
    }
    return sum;
  }
}
