package dev.ferrule.config;

import dev.ferrule.component.ComponentException;
import dev.ferrule.component.Probed;
import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Inline;
import io.netty.handler.ssl.SslContext;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * TLS of a client: the Collector's {@code configtls} client block.
 *
 * @param common certificates, versions and ciphers
 * @param insecure whether the connection is not encrypted at all; off by default, and without
 *     effect if a CA is set
 * @param insecureSkipVerify whether anybody is taken for the server, whatever certificate it shows;
 *     the connection is still encrypted; off by default
 * @param serverNameOverride the name that the server's certificate must have, which is also the one
 *     asked for; the host of the endpoint if empty
 */
@ConfigDoc
public record TlsClientConfig(
    @Inline TlsConfig common,
    boolean insecure,
    boolean insecureSkipVerify,
    String serverNameOverride)
    implements Probed {

  /** TLS with the system's certificates. */
  public static final TlsClientConfig DEFAULTS =
      new TlsClientConfig(TlsConfig.DEFAULTS, false, false, "");

  /** Whether the connection is not encrypted, unless an endpoint asks for it. */
  boolean isPlain() {
    return insecure && !common.hasCa();
  }

  /**
   * Reads the files and builds what a client needs for HTTP/2 over TLS. May block on files, now and
   * when a connection is opened.
   *
   * @param required whether TLS is asked for elsewhere, by an {@code https} endpoint
   * @param log is told when certificates are read again
   * @return empty for no TLS
   * @throws ComponentException if a file or a PEM text cannot be used
   */
  Optional<SslContext> sslContext(boolean required, Logger log) {
    if (isPlain() && !required) {
      return Optional.empty();
    }
    return Optional.of(new ClientTls(effective(), log).nettyContext());
  }

  /**
   * Reads the files and builds what the JDK's HTTP client needs for {@code https}. Its engines hold
   * to the settings, whatever is set on them: versions, ciphers, curves and the server's name. May
   * block on files, now and when a connection is opened.
   *
   * @param log is told when certificates are read again
   * @throws ComponentException if a file or a PEM text cannot be used
   */
  SSLContext jdkContext(Logger log) {
    return new ClientTls(effective(), log).jdkContext();
  }

  /** As in the Collector, TLS that was switched off and is needed has the system's settings. */
  private TlsClientConfig effective() {
    return isPlain() ? DEFAULTS : this;
  }

  @Override
  public void probe() {
    // What the system trusts needs no look.
    if (!isPlain() && (common.hasCa() || common.hasCert())) {
      var _ = jdkContext(NOPLogger.NOP_LOGGER);
    }
  }
}
