package dev.ferrule.nativehost;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Where a component is in its life. Only moves that {@link NativeState} has are made. Any thread.
 */
final class Life {
  private final AtomicReference<NativeState> state = new AtomicReference<>(NativeState.NEW);

  NativeState state() {
    return state.get();
  }

  boolean is(NativeState one) {
    return state.get() == one;
  }

  /** Moves, if it is where the move begins. */
  boolean tryMove(NativeState from, NativeState to) {
    if (!from.next().contains(to)) {
      throw new IllegalArgumentException("no component goes from " + from + " to " + to);
    }
    return state.compareAndSet(from, to);
  }

  /** Moves. Whoever calls knows that it is where the move begins. */
  void move(NativeState from, NativeState to) {
    if (!tryMove(from, to)) {
      throw new IllegalStateException("it is " + state() + ", not " + from);
    }
  }

  /** Moves to STOPPING, from where it may; another thread may poison it at the same time. */
  void stop() {
    state.updateAndGet(s -> {
      if (!s.mayStop()) {
        throw new IllegalStateException("it is " + s);
      }
      return NativeState.STOPPING;
    });
  }

  /** Moves to LEAKED, from wherever it is. False if it is at an end already. */
  boolean leak() {
    NativeState before =
        state.getAndUpdate(s -> s.next().contains(NativeState.LEAKED) ? NativeState.LEAKED : s);
    return before.next().contains(NativeState.LEAKED);
  }
}
