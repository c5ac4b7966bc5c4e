package dev.ferrule.config;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Validated;
import java.time.Duration;

/**
 * How connections are opened. The Collector has it beside every endpoint; a server opens none, so
 * that it changes nothing there.
 *
 * @param timeout how long opening a connection may take; no limit if 0. Without effect on a server.
 */
@ConfigDoc
public record DialerConfig(Duration timeout) implements Validated {
  /** No limit. */
  public static final DialerConfig DEFAULTS = new DialerConfig(Duration.ZERO);

  @Override
  public void validate(Rules rules) {
    ListenRules.notNegative(rules, "timeout", timeout);
  }
}
