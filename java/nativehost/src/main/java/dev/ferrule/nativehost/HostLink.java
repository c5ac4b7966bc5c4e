package dev.ferrule.nativehost;

import dev.ferrule.component.Host;
import dev.ferrule.component.StatusEvent;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A component's way to the collector that it runs in. It is there from the beginning of the start
 * to the end of the shutdown. Any thread.
 */
final class HostLink {
  // Reported before the start, which brings the host; the last one counts.
  private final AtomicReference<@Nullable StatusEvent> early = new AtomicReference<>();
  private volatile @Nullable Host host;
  private volatile boolean cut;

  /** The start has begun. */
  void bind(Host newHost) {
    host = newHost;
    @Nullable StatusEvent event = early.getAndSet(null);
    if (event != null) {
      newHost.report(event);
    }
  }

  /** The shutdown has ended; nothing of the collector is kept. */
  void cut() {
    cut = true;
    host = null;
    early.set(null);
  }

  /** Hands on what the component says of itself, if there is a collector that listens. */
  void report(StatusEvent event) {
    @Nullable Host current = host;
    if (current == null && !cut) {
      early.set(event);
      // The host may have come in between.
      current = host;
      @Nullable StatusEvent kept = current == null ? null : early.getAndSet(null);
      if (current != null && kept != null) {
        current.report(kept);
      }
    } else if (current != null) {
      current.report(event);
    }
  }

  /**
   * The collector.
   *
   * @throws Refusal before the start and after the shutdown
   */
  Host host() throws Refusal {
    @Nullable Host current = host;
    if (current == null) {
      throw new Refusal(Abi.E_STATE, "only from the beginning of start to the end of shutdown");
    }
    return current;
  }
}
