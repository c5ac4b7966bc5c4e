package dev.ferrule.config;

import dev.ferrule.component.ComponentException;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;

/** Turns the TLS settings of a client into a context, with errors that name the file. */
final class ClientTls {
  private final TlsRules rules;
  private final SSLContext context;

  /**
   * Reads the files.
   *
   * @throws ComponentException if they cannot be used
   */
  ClientTls(TlsClientConfig config, Logger log) {
    TlsConfig common = config.common();
    rules = TlsRules.of(true, common, config.serverNameOverride());
    Supplier<Optional<TlsIdentity>> identity;
    List<X509Certificate> authorities;
    try {
      identity = TlsFiles.identity(common, System::nanoTime, log);
      authorities = common.hasCa() ? Authorities.ofServers(common) : List.of();
    } catch (ComponentException e) {
      throw TlsFiles.failed(e);
    }
    context =
        new LiveContext<>(
                () -> new LiveContext.Contents<>(identity.get(), authorities),
                all -> trust(config, all),
                rules)
            .asContext();
  }

  private static TrustManager[] trust(TlsClientConfig config, List<X509Certificate> authorities) {
    if (config.insecureSkipVerify()) {
      return new TrustManager[] {new AnyPeer()};
    }
    return config.common().hasCa()
        ? Authorities.trusting(authorities)
        : Authorities.trustingSystems();
  }

  /** For HTTP/2 with Netty. */
  SslContext nettyContext() {
    return rules.nettyContext(context, List.of("h2"), ClientAuth.NONE);
  }

  /** For the JDK's HTTP client. */
  SSLContext jdkContext() {
    return context;
  }
}
