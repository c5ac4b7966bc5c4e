package dev.ferrule.receiver.otlp.internal;

import java.net.SocketAddress;

/** A server for one protocol that is up. */
interface Frontend {

  /** Where it listens. */
  SocketAddress address();

  /** Stops accepting; requests under way go on. Does not block. */
  void drain();

  /** Waits until the last connection is gone. False if that took too long. */
  boolean awaitDrained(long nanos) throws InterruptedException;

  /** Closes all connections, whatever they are doing. Does not block. */
  void abort();
}
