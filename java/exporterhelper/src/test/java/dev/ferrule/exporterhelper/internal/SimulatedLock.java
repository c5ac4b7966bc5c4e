package dev.ferrule.exporterhelper.internal;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** A lock, not reentrant, whose threads the simulation schedules. */
final class SimulatedLock implements Lock {
  private final Simulation simulation;
  private @Nullable Thread owner;

  SimulatedLock(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public void lock() {
    simulation.letOthersGo();
    if (owner == Thread.currentThread()) {
      throw new AssertionError("locked twice");
    }
    while (owner != null) {
      simulation.blockUntil(() -> owner == null);
    }
    owner = Thread.currentThread();
  }

  @Override
  public void unlock() {
    if (owner != Thread.currentThread()) {
      throw new AssertionError("not the owner");
    }
    owner = null;
  }

  @Override
  public Condition newCondition() {
    return new SimulatedCondition();
  }

  @Override
  public void lockInterruptibly() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean tryLock() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean tryLock(long time, TimeUnit unit) {
    throw new UnsupportedOperationException();
  }

  private static final class Waiter {
    private boolean signalled;
  }

  private final class SimulatedCondition implements Condition {
    private final List<Waiter> waiters = new ArrayList<>();

    @Override
    public void await() throws InterruptedException {
      park(Long.MAX_VALUE);
    }

    @Override
    public long awaitNanos(long nanos) throws InterruptedException {
      long deadline = simulation.now() + nanos;
      park(deadline);
      return deadline - simulation.now();
    }

    private void park(long wakeAt) throws InterruptedException {
      Waiter waiter = new Waiter();
      waiters.add(waiter);
      unlock();
      simulation.block(() -> waiter.signalled, wakeAt, true);
      waiters.remove(waiter);
      lock();
      simulation.throwIfInterrupted();
    }

    @Override
    public void signal() {
      waiters.stream().filter(it -> !it.signalled).findFirst().ifPresent(it -> it.signalled = true);
    }

    @Override
    public void signalAll() {
      waiters.forEach(it -> it.signalled = true);
    }

    @Override
    public void awaitUninterruptibly() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean await(long time, TimeUnit unit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean awaitUntil(Date deadline) {
      throw new UnsupportedOperationException();
    }
  }
}
