package dev.ferrule.exporter.debug.internal;

/** The bounds between the buckets of an exponential histogram. */
final class ExponentialBounds {
  /** Beyond it either way the power of two is zero or infinite. */
  private static final long MAX_SHIFT = 4096;

  private final double factor;

  ExponentialBounds(int scale) {
    this.factor = Math.scalb(Math.log(2), (int) Math.clamp(-(long) scale, -MAX_SHIFT, MAX_SHIFT));
  }

  /** The bound at an offset and a number of buckets from there. */
  double at(int offset, int buckets) {
    return StrictMath.exp(((double) offset + buckets) * factor);
  }
}
