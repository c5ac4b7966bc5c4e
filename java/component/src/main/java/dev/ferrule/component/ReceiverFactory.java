package dev.ferrule.component;

import dev.ferrule.pdata.Signal;
import java.util.Map;

/** Makes receivers. One receiver serves all signals of its id, so that they can share a port. */
public non-sealed interface ReceiverFactory<C> extends Factory<C> {

  @Override
  default Kind kind() {
    return Kind.RECEIVER;
  }

  /** The signals it can receive, each with its stability. */
  Map<Signal, Stability> stability();

  /**
   * Builds a receiver.
   *
   * @param next where to send each signal; holds the signals that pipelines use, at least one
   * @throws ComponentException if it cannot be built from these settings
   */
  Component create(Settings settings, C config, Map<Signal, Consumer> next);
}
