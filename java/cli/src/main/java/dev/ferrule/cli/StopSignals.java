package dev.ferrule.cli;

import dev.ferrule.service.Collector;
import dev.ferrule.service.StopReason;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The signals of the operating system that concern a collector, from the begin of the process to
 * its end. One that comes before there is a collector is kept for it. Any thread.
 */
final class StopSignals {
  private static final List<String> STOP = List.of("TERM", "INT");

  private final AtomicReference<StopReason.@Nullable Requested> reason = new AtomicReference<>();
  // Set by the thread that runs the collector, read by those that the JVM makes for signals.
  private volatile @Nullable Collector collector;
  private volatile Logger log;

  private StopSignals(Logger log) {
    this.log = log;
  }

  /**
   * Listens from now on.
   *
   * @param log is told of each
   */
  static StopSignals listen(Logger log) {
    StopSignals signals = new StopSignals(log);
    STOP.forEach(name -> OsSignals.handle(name, signals::stop));
    OsSignals.handle("HUP", _ -> signals.reload());
    return signals;
  }

  /** From now on another log is told. */
  void tell(Logger newLog) {
    log = newLog;
  }

  /** That collector is stopped by the first signal, also if that has come already. */
  void bind(Collector newCollector) {
    collector = newCollector;
    StopReason.@Nullable Requested known = reason.get();
    if (known != null) {
      newCollector.requestStop(known);
    }
  }

  /** Whether somebody has asked for the end. */
  boolean received() {
    return reason.get() != null;
  }

  private void stop(String signal) {
    StopReason.Requested mine = new StopReason.Requested("SIG" + signal);
    if (!reason.compareAndSet(null, mine)) {
      log.warn("Stopping already; SIGKILL would end the process at once and lose what it holds.");
      return;
    }
    log.atInfo()
        .addKeyValue("signal", signal.equals("TERM") ? "terminated" : "interrupt")
        .log("Received signal from OS");
    @Nullable Collector running = collector;
    if (running != null) {
      running.requestStop(mine);
    }
  }

  private void reload() {
    log.warn("Reload on SIGHUP is not supported yet; restart to use a changed configuration.");
  }
}
