package dev.ferrule.nativehost;

import java.util.function.Predicate;

/** What the checks of one plugin share. */
record CheckContext(CheckRun run, CheckHost host, OpenPlugin plugin, Deadlines deadlines) {
  private static final long LOOK_MILLIS = 1;
  private static final long SETTLE_NANOS = 2_000_000_000L;

  CheckLedger ledger() {
    return host.ledger();
  }

  Caller caller() {
    return plugin.caller();
  }

  CallWatch watch() {
    return plugin.caller().watch();
  }

  /**
   * What the plugin has alive, as soon as that is as it should be; threads may take a moment to
   * end. After a while it is given as it is.
   */
  NativeStats settled(Predicate<NativeStats> wanted) throws CheckStop {
    long deadline = System.nanoTime() + SETTLE_NANOS;
    NativeStats now = plugin.stats();
    while (!wanted.test(now) && System.nanoTime() < deadline) {
      pause();
      now = plugin.stats();
    }
    return now;
  }

  /** Gives the plugin a moment. */
  void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Fails the check if the plugin says that something is alive which may not be. */
  void mustBeIdle() throws CheckStop {
    NativeStats now = settled(CheckContext::isIdle);
    if (!isIdle(now)) {
      throw CheckStop.failed(
          "stats say that something is left: live_components %d, live_bufs %d, live_buf_bytes %d, live_threads %d, pending_tokens %d"
              .formatted(
                  now.components(),
                  now.bufs(),
                  now.bufBytes(),
                  now.threads(),
                  now.pendingTokens()));
    }
  }

  private static boolean isIdle(NativeStats now) {
    return now.components() == 0
        && now.bufs() == 0
        && now.bufBytes() == 0
        && now.threads() == 0
        && now.pendingTokens() == 0;
  }
}
