package dev.ferrule.nativehost;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Calls a plugin while it calls the host, once for each function of the host, to see whether it
 * holds a lock meanwhile. Only functions that any thread may call at any time.
 */
final class LockProbe implements Consumer<String> {
  private final CheckLedger ledger;
  private final OpenPlugin plugin;
  private final List<CheckedComponent> components;
  private final Duration patience;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  LockProbe(
      CheckLedger ledger, OpenPlugin plugin, List<CheckedComponent> components, Duration patience) {
    this.ledger = ledger;
    CallWatch watch = new CallWatch();
    this.plugin = new OpenPlugin(plugin.table(), new Caller(ledger, watch));
    this.components = components.stream().map(one -> one.watchedBy(watch)).toList();
    this.patience = patience;
  }

  @Override
  public void accept(String function) {
    if (!seen.add(function)) {
      return;
    }
    Thread caller = CheckThread.unstarted("plugin-check-probe", this::call);
    caller.start();
    try {
      if (!caller.join(patience)) {
        ledger.broke(
            Conduct.LOCK,
            "it could not be called while it was in %s of the host".formatted(function));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void call() {
    try {
      NativeStats ignored = plugin.stats();
      components.forEach(CheckedComponent::defaultConfig);
    } catch (CheckStop e) {
      // Stats that fail are for another check; here it counts that the call has returned.
    }
  }
}
