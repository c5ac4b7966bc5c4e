package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.pdata.Batch;

/** What became of a request message when it was read. */
sealed interface Received {

  /** A good one; whoever holds this closes the batch. */
  record Good(Batch batch) implements Received {}

  /** One that is refused at the door. */
  record Refused(RpcStatus status) implements Received {}

  /** Gives back what it holds. */
  default void discard() {
    if (this instanceof Good(Batch batch)) {
      batch.close();
    }
  }
}
