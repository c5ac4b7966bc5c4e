package dev.ferrule.component;

/**
 * Something with a lifecycle in a Collector. The service calls {@link #start} and {@link #shutdown}
 * one after the other, never at the same time, each on a virtual thread.
 */
public interface Component {

  /**
   * Begins the component's work and returns once it is under way: ports are bound, clients are set
   * up. Long-lived work goes on in threads of the component's own. Whatever it waits for has a
   * deadline.
   *
   * @param host the rest of the Collector, valid until {@link #shutdown} returns
   * @throws ComponentException if it cannot start; the message is for the operator
   */
  void start(Host host);

  /**
   * Stops accepting, hands on what was accepted, frees what was taken, and returns when all of that
   * is done. Safe without {@link #start}, after one that failed, and twice.
   *
   * @throws ComponentException if something was lost or left behind
   */
  void shutdown();
}
