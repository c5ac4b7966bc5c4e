package dev.ferrule.config;

import dev.ferrule.component.ComponentException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;

/** What both sides read from files. */
final class TlsFiles {
  private TlsFiles() {}

  /**
   * Certificate and key, if they are configured, read again as the settings say.
   *
   * @throws ComponentException if they cannot be used
   */
  static Supplier<Optional<TlsIdentity>> identity(
      TlsConfig config, LongSupplier nanoTime, Logger log) {
    if (!config.hasCert()) {
      return Optional::empty;
    }
    Duration interval = config.hasKeyPairFile() ? config.reloadInterval() : Duration.ZERO;
    Reloaded<Optional<TlsIdentity>> identity =
        new Reloaded<>(
            "TLS certificate and key",
            () -> Optional.of(TlsIdentity.load(config)),
            interval,
            nanoTime,
            log);
    return identity::current;
  }

  static ComponentException failed(ComponentException why) {
    return new ComponentException("failed to load TLS config: " + why.getMessage(), why);
  }
}
