package dev.ferrule.exporterhelper.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that run one at a time, in an order and by a clock that only the seed decides. They may
 * block on this simulation's locks, conditions and {@link #sleep} only. When none can run, time
 * jumps to the next that wants to wake.
 */
final class Simulation {
  private static final long NEVER = Long.MAX_VALUE;

  private final Random random;
  private final List<Actor> actors = new ArrayList<>();
  private final Semaphore handedBack = new Semaphore(0);
  private final List<Throwable> failures = new ArrayList<>();
  private long now = 1_000;

  Simulation(long seed) {
    this.random = new Random(seed);
  }

  /** One thread. What it waits for is written before it hands back. */
  private final class Actor extends Thread {
    private final Semaphore turn = new Semaphore(0);
    private final Runnable task;
    private BooleanSupplier ready = () -> true;
    private long wakeAt = NEVER;
    private boolean interruptible;
    private boolean interrupted;
    private boolean ended;

    Actor(Runnable task) {
      super("actor");
      this.task = task;
    }

    @Override
    public void run() {
      turn.acquireUninterruptibly();
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        failures.add(e);
      } finally {
        ended = true;
        handedBack.release();
      }
    }

    /** Interrupts what the simulation blocks, not the hand-over of turns underneath. */
    @Override
    public void interrupt() {
      interrupted = true;
    }

    @Override
    public boolean isInterrupted() {
      return interrupted;
    }

    boolean mayRun() {
      return !ended
          && getState() != State.NEW
          && (ready.getAsBoolean() || wakeAt <= now || (interruptible && interrupted));
    }
  }

  Environment environment() {
    return new Environment(() -> now, () -> new SimulatedLock(this), threads(), random);
  }

  long now() {
    return now;
  }

  Random random() {
    return random;
  }

  ThreadFactory threads() {
    return task -> {
      Actor actor = new Actor(task);
      actors.add(actor);
      return actor;
    };
  }

  void spawn(Runnable task) {
    threads().newThread(task).start();
  }

  /** Runs everything to its end; the check runs after each step. */
  void run(Runnable check) {
    while (true) {
      List<Actor> runnable = actors.stream().filter(Actor::mayRun).toList();
      if (!runnable.isEmpty()) {
        runnable.get(random.nextInt(runnable.size())).turn.release();
        handedBack.acquireUninterruptibly();
        failures.stream()
            .findFirst()
            .ifPresent(failure -> {
              throw new AssertionError(failure);
            });
        check.run();
      } else if (actors.stream().allMatch(actor -> actor.ended)) {
        return;
      } else {
        now =
            actors.stream()
                .filter(actor -> !actor.ended && actor.wakeAt != NEVER)
                .mapToLong(actor -> actor.wakeAt)
                .min()
                .orElseThrow(() -> new AssertionError("everybody waits for ever"));
      }
    }
  }

  void run() {
    run(() -> {});
  }

  /** Lets others go first, perhaps. */
  void letOthersGo() {
    if (current() != null) {
      blockUntil(() -> true);
    }
  }

  void sleep(Duration duration) throws InterruptedException {
    block(() -> false, now + duration.toNanos(), true);
    throwIfInterrupted();
  }

  void blockUntil(BooleanSupplier ready) {
    block(ready, NEVER, false);
  }

  void block(BooleanSupplier ready, long wakeAt, boolean interruptible) {
    Actor actor = current();
    if (actor == null) {
      throw new AssertionError("would block outside of the simulation");
    }
    actor.ready = ready;
    actor.wakeAt = wakeAt;
    actor.interruptible = interruptible;
    handedBack.release();
    actor.turn.acquireUninterruptibly();
    actor.ready = () -> true;
    actor.wakeAt = NEVER;
  }

  /** What a blocking method does about an interrupt: it clears the flag and throws. */
  void throwIfInterrupted() throws InterruptedException {
    Actor actor = current();
    if (actor != null && actor.interrupted) {
      actor.interrupted = false;
      throw new InterruptedException();
    }
  }

  private @Nullable Actor current() {
    return Thread.currentThread() instanceof Actor actor ? actor : null;
  }
}
