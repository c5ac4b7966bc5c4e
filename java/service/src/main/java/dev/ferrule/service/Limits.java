package dev.ferrule.service;

import java.time.Duration;

/**
 * How long the service waits for a component.
 *
 * @param start for one component to start
 * @param shutdown for one component to shut down
 */
public record Limits(Duration start, Duration shutdown) {
  /** A minute to start, ten seconds to stop. */
  public static final Limits DEFAULTS = new Limits(Duration.ofSeconds(60), Duration.ofSeconds(10));
}
