package dev.ferrule.pdata;

/**
 * The sizes in which memory is kept for reuse: from {@link #SMALLEST} to {@link #LARGEST} bytes, in
 * quarter steps between powers of two, so that rounding up wastes less than a fifth. Larger sizes
 * have no class.
 */
final class SizeClasses {
  static final long SMALLEST = 4 << 10;
  static final long LARGEST = 64 << 20;
  static final int NONE = -1;

  private static final int STEP_BITS = 2;
  private static final int STEPS = 1 << STEP_BITS;
  private static final int SMALLEST_BITS = Long.numberOfTrailingZeros(SMALLEST);

  /** How many classes there are. */
  static final int COUNT = (Long.numberOfTrailingZeros(LARGEST) - SMALLEST_BITS) * STEPS + 1;

  private SizeClasses() {}

  /** The smallest class that holds that many bytes, or {@link #NONE}. */
  static int of(long byteSize) {
    if (byteSize <= SMALLEST) {
      return 0;
    }
    if (byteSize > LARGEST) {
      return NONE;
    }
    long last = byteSize - 1;
    int powerBits = Long.SIZE - 1 - Long.numberOfLeadingZeros(last);
    int step = (int) (last >>> (powerBits - STEP_BITS)) & (STEPS - 1);
    return (powerBits - SMALLEST_BITS) * STEPS + step + 1;
  }

  /** Bytes in a slab of that class. */
  static long byteSize(int sizeClass) {
    int powerBits = SMALLEST_BITS + sizeClass / STEPS;
    return (1L << powerBits) + ((long) (sizeClass % STEPS) << (powerBits - STEP_BITS));
  }
}
