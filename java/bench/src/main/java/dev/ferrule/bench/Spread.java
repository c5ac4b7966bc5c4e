package dev.ferrule.bench;

import java.util.Arrays;

/**
 * What several rounds gave for one number.
 *
 * @param low the lowest
 * @param median the middle one, or the mean of the two in the middle
 * @param high the highest
 */
record Spread(double low, double median, double high) {

  /**
   * The spread of some numbers.
   *
   * @param values at least one, in any order
   */
  static Spread of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1]);
  }

  /** Whether the rounds disagree so much that more of them are wanted. */
  boolean isWide() {
    return high > 1.25 * low;
  }
}
