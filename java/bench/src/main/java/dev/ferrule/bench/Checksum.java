package dev.ferrule.bench;

/** Makes sure that what is measured was done. */
final class Checksum {
  private Checksum() {}

  /** The second number, which must be the first. */
  static long same(long expected, long actual) {
    if (expected != actual) {
      throw new IllegalStateException(
          "expected the checksum " + expected + ", got " + actual + ": the work was not done");
    }
    return actual;
  }
}
