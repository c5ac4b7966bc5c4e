package dev.ferrule.config;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.Probed;
import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Inline;
import dev.ferrule.confmap.Validated;
import io.netty.handler.ssl.SslContext;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * TLS of a server: the Collector's {@code configtls} server block.
 *
 * @param common certificate and key, which a server must have, versions and ciphers
 * @param clientCaFile path of a PEM file with the certificates that a client's must lead to. If
 *     set, clients without such a certificate are not let in (mTLS); if empty, clients need none.
 * @param clientCaFileReload whether {@code client_ca_file} is read again when it has changed, which
 *     is looked at once a second at most, when a connection comes; off by default. A file that
 *     cannot be used is logged, and the certificates before stay.
 */
@ConfigDoc
public record TlsServerConfig(
    @Inline TlsConfig common, String clientCaFile, boolean clientCaFileReload)
    implements Validated, Probed {

  /** What {@code tls:} is laid over; not valid by itself, since there is no certificate. */
  public static final TlsServerConfig DEFAULTS = new TlsServerConfig(TlsConfig.DEFAULTS, "", false);

  @Override
  public void validate(Rules rules) {
    if (!common.hasCert() && !common.hasKey()) {
      rules.broken(
          "",
          "TLS configuration must include both certificate and key for server connections",
          "set cert_file and key_file");
    }
  }

  /**
   * Reads the files and builds what a server needs. May block on files, now and when a connection
   * comes.
   *
   * @param protocols what is spoken over TLS (ALPN), most wanted first
   * @param log is told when certificates are read again
   * @throws ComponentException if a file or a PEM text cannot be used
   */
  public SslContext sslContext(List<String> protocols, Logger log) {
    return new ServerTls(this, log, System::nanoTime).nettyContext(protocols);
  }

  @Override
  public void probe() {
    var _ = sslContext(List.of(), NOPLogger.NOP_LOGGER);
  }
}
