package dev.ferrule.service;

/** Why a collector stops. */
public sealed interface StopReason {
  /**
   * Somebody asked.
   *
   * @param by who, for the log
   */
  record Requested(String by) implements StopReason {}

  /**
   * A component cannot go on and said that the collector should not either.
   *
   * @param component its kind and id
   * @param error what went wrong
   */
  record FatalError(String component, String error) implements StopReason {}
}
