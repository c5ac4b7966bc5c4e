package dev.ferrule.nativehost;

import java.time.Duration;

/**
 * How long the host waits for native code.
 *
 * @param start for a component to be up
 * @param shutdown for a component to be down
 * @param call for a function that returns at once, and for the end of a plugin's threads
 */
public record Deadlines(Duration start, Duration shutdown, Duration call) {
  /** What a collector uses. */
  public static final Deadlines DEFAULT =
      new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(10));
}
