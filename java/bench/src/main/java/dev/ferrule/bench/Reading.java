package dev.ferrule.bench;

/**
 * What one run of one way gave.
 *
 * @param nanos of one operation
 * @param bytes that it allocates on the Java heap, on average
 */
record Reading(double nanos, double bytes) {

  /** Whether something was measured. */
  boolean isSound() {
    return Double.isFinite(nanos) && nanos > 0 && Double.isFinite(bytes) && bytes >= 0;
  }
}
