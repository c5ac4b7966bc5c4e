package dev.ferrule.exporterhelper;

import dev.ferrule.component.Call;
import dev.ferrule.component.ComponentException;
import dev.ferrule.component.ConsumeException;
import dev.ferrule.component.Host;
import dev.ferrule.pdata.Batch;

/** The part of an exporter that is its own: one attempt to send one batch. */
@FunctionalInterface
public interface BatchSender {

  /**
   * Sends a batch and returns when the peer has accepted it. Called by several threads at once; an
   * interrupt of the thread ends the attempt.
   *
   * @param batch borrowed until return
   * @param call its deadline, if there is one, ends the attempt: the time-out is part of it
   * @throws ConsumeException permanent if the same batch will never be accepted, retryable if it
   *     may be later, cancelled if the thread was interrupted
   */
  void send(Batch batch, Call call);

  /**
   * Sets up what {@link #send} needs. Called once, before it; does not wait for the peer.
   *
   * @throws ComponentException if that cannot work
   */
  default void start(Host host) {}

  /**
   * Frees what {@link #start} took, within about a second. Called once, after the last {@link
   * #send} of the queue, also if {@link #start} was not called or failed.
   *
   * @throws ComponentException if something was left behind
   */
  default void shutdown() {}
}
