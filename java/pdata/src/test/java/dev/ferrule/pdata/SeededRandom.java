package dev.ferrule.pdata;

import java.util.Random;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Chance for a test; prints the system property that brings the same chance again. */
final class SeededRandom extends Random implements BeforeEachCallback {
  private static final long serialVersionUID = 1L;

  private long seed;

  @Override
  public void beforeEach(ExtensionContext context) {
    seed = Long.getLong("ferrule.seed", System.nanoTime());
    setSeed(seed);
    System.out.printf(
        "%s: -Dferrule.seed=%d%n", context.getRequiredTestClass().getSimpleName(), seed);
  }

  /** For the message of an assertion. */
  long seed() {
    return seed;
  }
}
