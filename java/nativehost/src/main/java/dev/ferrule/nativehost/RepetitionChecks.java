package dev.ferrule.nativehost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The checks that take many lives of a component. */
final class RepetitionChecks {
  private static final int WARM_UP = 5;
  private static final int LIVES = 50;
  // Far beyond "a millisecond or so", because the machine may be busy; the fastest call counts.
  private static final Duration AT_ONCE = Duration.ofMillis(100);
  private static final List<String> QUICK =
      List.of("start", "notify", "get_interface", "cancel", "shutdown");

  private final CheckContext context;
  private final LifecycleChecks lives;

  RepetitionChecks(CheckContext context, LifecycleChecks lives) {
    this.context = context;
    this.lives = lives;
  }

  /** Makes them. */
  void make() {
    context
        .run()
        .check(
            LIVES + " lives leave nothing behind",
            "ferrule_stats: all are zero, the heap what it was before",
            this::checkRepeated);
    context
        .run()
        .judge("functions return at once", "Time: within a millisecond or so", this::checkAtOnce);
  }

  private void checkRepeated() throws CheckStop {
    repeat(WARM_UP);
    context.mustBeIdle();
    NativeStats before = steady();
    repeat(LIVES);
    NativeStats after = context.settled(before::equals);
    if (!after.equals(before)) {
      throw CheckStop.failed("before: %s, after: %s".formatted(before, after));
    }
  }

  private void repeat(int times) throws CheckStop {
    for (int i = 0; i < times; i++) {
      lives.once();
    }
  }

  /** What is alive once that does not change any more. */
  private NativeStats steady() throws CheckStop {
    NativeStats last = context.plugin().stats();
    context.pause();
    return context.settled(last::equals);
  }

  private void checkAtOnce() throws CheckStop {
    List<String> slow = new ArrayList<>();
    for (String function : QUICK) {
      OptionalLong nanos = context.watch().fastest(function);
      if (nanos.isPresent() && nanos.getAsLong() > AT_ONCE.toNanos()) {
        slow.add(
            "the fastest call of %s took %d ms".formatted(function, nanos.getAsLong() / 1_000_000));
      }
    }
    if (!slow.isEmpty()) {
      throw CheckStop.failed(String.join("; ", slow));
    }
  }
}
