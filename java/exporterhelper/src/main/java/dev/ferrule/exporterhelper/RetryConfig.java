package dev.ferrule.exporterhelper;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Validated;
import java.time.Duration;

/**
 * Retries with a growing delay: the Collector's {@code retry_on_failure}.
 *
 * @param enabled whether a batch that failed is tried again
 * @param initialInterval the first delay
 * @param randomizationFactor each delay is drawn from the interval, give or take this share of it;
 *     0 to 1
 * @param multiplier how much longer each interval is than the one before
 * @param maxInterval the longest interval
 * @param maxElapsedTime a batch is given up rather than tried again later than that after its first
 *     attempt; 0 to never give up
 */
@ConfigDoc
public record RetryConfig(
    boolean enabled,
    Duration initialInterval,
    double randomizationFactor,
    double multiplier,
    Duration maxInterval,
    Duration maxElapsedTime)
    implements Validated {

  /** The Collector's defaults. */
  public static final RetryConfig DEFAULTS =
      new RetryConfig(
          true, Duration.ofSeconds(5), 0.5, 1.5, Duration.ofSeconds(30), Duration.ofMinutes(5));

  @Override
  public void validate(Rules rules) {
    if (maxElapsedTime.isPositive()) {
      if (maxElapsedTime.compareTo(initialInterval) < 0) {
        rules.broken(
            "max_elapsed_time", "'max_elapsed_time' must not be less than 'initial_interval'");
      } else if (maxElapsedTime.compareTo(maxInterval) < 0) {
        rules.broken("max_elapsed_time", "'max_elapsed_time' must not be less than 'max_interval'");
      }
    }
    atLeastZero(rules, "initial_interval", !initialInterval.isNegative());
    atLeastZero(rules, "max_elapsed_time", !maxElapsedTime.isNegative());
    atLeastZero(rules, "max_interval", !maxInterval.isNegative());
    // Written so that NaN is refused too.
    atLeastZero(rules, "multiplier", multiplier >= 0);
    atLeastZero(rules, "randomization_factor", randomizationFactor >= 0);
    if (randomizationFactor > 1) {
      rules.broken(
          "randomization_factor", "randomization_factor value must be less than or equal to 1");
    }
  }

  private static void atLeastZero(Rules rules, String key, boolean holds) {
    if (!holds) {
      rules.broken(key, key + " value must be greater than or equal to 0");
    }
  }
}
