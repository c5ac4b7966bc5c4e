package dev.ferrule.exporterhelper.internal;

import dev.ferrule.exporterhelper.RetryConfig;
import java.util.random.RandomGenerator;

/** The delays between the attempts of one batch: exponential, with jitter. One thread. */
final class Backoff {
  // Intervals of zero are allowed; this keeps them from spinning.
  private static final long SHORTEST_NANOS = 1_000_000;

  private final RetryConfig config;
  private final RandomGenerator random;
  private double interval;

  Backoff(RetryConfig config, RandomGenerator random) {
    this.config = config;
    this.random = random;
  }

  long nextNanos() {
    double initial = Environment.nanos(config.initialInterval());
    double max = Environment.nanos(config.maxInterval());
    double current = interval == 0 ? initial : interval;
    interval = current >= max / config.multiplier() ? max : current * config.multiplier();
    double spread = config.randomizationFactor() * current;
    double drawn = current - spread + random.nextDouble() * 2 * spread;
    return Math.max(SHORTEST_NANOS, (long) drawn);
  }
}
