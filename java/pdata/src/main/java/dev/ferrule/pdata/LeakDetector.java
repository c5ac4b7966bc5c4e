package dev.ferrule.pdata;

import java.lang.ref.Cleaner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reports leases that the garbage collector found before their owner ended them. */
final class LeakDetector {
  private static final String PROPERTY = "ferrule.leaks";
  private static final int ONE_IN = 1024;

  private final int oneIn;
  private final boolean traces;
  private final BiConsumer<String, @Nullable Throwable> report;
  private final @Nullable Cleaner cleaner;

  private LeakDetector(int oneIn, boolean traces, BiConsumer<String, @Nullable Throwable> report) {
    this.oneIn = oneIn;
    this.traces = traces;
    this.report = report;
    this.cleaner = oneIn == 0 ? null : Cleaner.create();
  }

  /** As the system property asks, reporting to the log. */
  static LeakDetector configured() {
    System.Logger log = System.getLogger(LeakDetector.class.getName());
    return of(
        System.getProperty(PROPERTY, "sampled"),
        (message, takenAt) -> log.log(System.Logger.Level.ERROR, message, takenAt));
  }

  /**
   * @param mode a value of the system property
   * @param report takes the message and, if traced, where the lease was taken; called by the
   *     cleaner's thread
   */
  static LeakDetector of(String mode, BiConsumer<String, @Nullable Throwable> report) {
    return switch (mode) {
      case "off" -> new LeakDetector(0, false, report);
      case "sampled" -> new LeakDetector(ONE_IN, false, report);
      case "traced" -> new LeakDetector(1, true, report);
      default ->
          throw new IllegalArgumentException(
              "%s is \"%s\": must be off, sampled or traced".formatted(PROPERTY, mode));
    };
  }

  /** Watches a lease, or not, by chance. */
  void track(Lease lease) {
    if (cleaner == null || (oneIn > 1 && ThreadLocalRandom.current().nextInt(oneIn) != 0)) {
      return;
    }
    Throwable takenAt = traces ? new Throwable("the buffer was taken here") : null;
    Trace trace = new Trace(lease.slab().byteSize(), takenAt, report);
    lease.watchedBy(trace, cleaner.register(lease, trace));
  }

  /** What is known of a lease; must not refer to it. */
  static final class Trace implements Runnable {
    private final long byteSize;
    private final @Nullable Throwable takenAt;
    private final BiConsumer<String, @Nullable Throwable> report;
    private volatile boolean ended;

    private Trace(
        long byteSize,
        @Nullable Throwable takenAt,
        BiConsumer<String, @Nullable Throwable> report) {
      this.byteSize = byteSize;
      this.takenAt = takenAt;
      this.report = report;
    }

    void ended() {
      ended = true;
    }

    @Override
    public void run() {
      if (!ended) {
        report.accept(
            "A buffer or batch of %d bytes was never closed. Its memory is lost to the pool.%s"
                .formatted(
                    byteSize,
                    takenAt == null
                        ? " To see where it was taken, set -D" + PROPERTY + "=traced."
                        : ""),
            takenAt);
      }
    }
  }
}
