package dev.ferrule.exporterhelper.internal;

import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Where retries wait, until their time has come or the exporter stops. */
final class RetryStop {
  private final Environment environment;
  private final Lock lock;
  private final Condition changed;
  private boolean stopped;

  RetryStop(Environment environment) {
    this.environment = environment;
    this.lock = environment.locks().get();
    this.changed = lock.newCondition();
  }

  boolean isStopped() {
    lock.lock();
    try {
      return stopped;
    } finally {
      lock.unlock();
    }
  }

  /** Ends all waiting, now and from now on. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until that instant.
   *
   * @return false if the exporter stops
   */
  boolean pauseUntil(long nanos) throws InterruptedException {
    lock.lock();
    try {
      while (!stopped) {
        if (!environment.await(changed, OptionalLong.of(nanos))) {
          return true;
        }
      }
      return false;
    } finally {
      lock.unlock();
    }
  }
}
