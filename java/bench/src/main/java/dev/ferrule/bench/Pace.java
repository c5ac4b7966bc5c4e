package dev.ferrule.bench;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param rounds how often everything is measured; a round takes a fresh JVM for each way
 * @param more further rounds of what varies over those
 * @param forks JVMs for each way in a round; 0 measures in this one
 * @param warmups iterations that do not count
 * @param iterations that count
 * @param iteration length of each
 */
record Pace(int rounds, int more, int forks, int warmups, int iterations, Duration iteration) {
  /** For the page. */
  static final Pace FULL = new Pace(3, 2, 1, 12, 9, Duration.ofMillis(80));

  /** To see whether a change did anything. */
  static final Pace QUICK = new Pace(1, 0, 1, 6, 5, Duration.ofMillis(60));
}
