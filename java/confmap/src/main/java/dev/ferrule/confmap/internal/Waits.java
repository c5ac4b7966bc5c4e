package dev.ferrule.confmap.internal;

import java.time.Duration;

/**
 * How long reading a source may take.
 *
 * @param connect for a connection to a server
 * @param download for a download, from the first connection to the last byte
 * @param pipe for a file that is no regular one, from its opening to its end
 */
public record Waits(Duration connect, Duration download, Duration pipe) {
  /** What a user gets. */
  public static final Waits DEFAULT =
      new Waits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30));
}
