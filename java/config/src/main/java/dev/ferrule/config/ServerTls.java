package dev.ferrule.config;

import dev.ferrule.component.ComponentException;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;

/** Turns the TLS settings of a server into a context, with errors that name the file. */
final class ServerTls {
  private static final Duration CLIENT_CA_INTERVAL = Duration.ofSeconds(1);

  private final boolean mutual;
  private final TlsRules rules;
  private final SSLContext context;

  /**
   * Reads the files.
   *
   * @throws ComponentException if they cannot be used
   */
  ServerTls(TlsServerConfig config, Logger log, LongSupplier nanoTime) {
    TlsConfig common = config.common();
    mutual = !config.clientCaFile().isEmpty();
    rules = TlsRules.of(false, common, "");
    Supplier<Optional<TlsIdentity>> identity;
    try {
      identity = TlsFiles.identity(common, nanoTime, log);
      if (common.hasCa()) {
        // A server has no use for it, but a file that is not there is a mistake.
        var _ = Authorities.ofServers(common);
      }
    } catch (ComponentException e) {
      throw TlsFiles.failed(e);
    }
    Supplier<List<X509Certificate>> authorities = authorities(config, log, nanoTime);
    context =
        new LiveContext<>(
                () -> new LiveContext.Contents<>(identity.get(), authorities.get()),
                Authorities::trusting,
                rules)
            .asContext();
  }

  private static Supplier<List<X509Certificate>> authorities(
      TlsServerConfig config, Logger log, LongSupplier nanoTime) {
    if (config.clientCaFile().isEmpty()) {
      return List::of;
    }
    Reloaded<List<X509Certificate>> authorities =
        new Reloaded<>(
            "client CA file",
            () -> Authorities.ofClients(config),
            config.clientCaFileReload() ? CLIENT_CA_INTERVAL : Duration.ZERO,
            nanoTime,
            log);
    return authorities::current;
  }

  /** For Netty. */
  SslContext nettyContext(List<String> protocols) {
    return rules.nettyContext(context, protocols, mutual ? ClientAuth.REQUIRE : ClientAuth.NONE);
  }
}
