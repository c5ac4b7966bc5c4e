package dev.ferrule.config;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.net.SocketAddress;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** TLS settings as the HTTP client takes them. */
final class HttpTls {
  private HttpTls() {}

  /**
   * Reads the files that the settings name. May block on them.
   *
   * @throws dev.ferrule.component.ComponentException if one cannot be used
   */
  static TlsStrategy strategy(TlsClientConfig config) {
    // As in the Collector, https with "insecure" means TLS with the system's settings.
    TlsClientConfig used = config.insecure() && !config.hasCa() ? TlsClientConfig.DEFAULTS : config;
    ClientTlsStrategyBuilder builder =
        ClientTlsStrategyBuilder.create()
            .setSslContext(context(used))
            .setTlsVersions(
                TlsVersions.protocols(used.minVersion(), used.maxVersion()).toArray(String[]::new));
    if (used.insecureSkipVerify()) {
      builder
          .setHostVerificationPolicy(HostnameVerificationPolicy.CLIENT)
          .setHostnameVerifier(NoopHostnameVerifier.INSTANCE);
    } else {
      builder.setHostVerificationPolicy(HostnameVerificationPolicy.BUILTIN);
    }
    TlsStrategy strategy = builder.buildAsync();
    return used.serverNameOverride().isEmpty()
        ? strategy
        : new Renamed(strategy, used.serverNameOverride());
  }

  private static SSLContext context(TlsClientConfig config) {
    SslContext context = config.sslContext(true).orElseThrow();
    if (context instanceof JdkSslContext jdk) {
      return jdk.context();
    }
    throw new IllegalStateException("not a context of the JDK: " + context);
  }

  /**
   * Asks for a server by another name than the one it is found by, and checks that name.
   *
   * @param name the server's
   */
  private record Renamed(TlsStrategy strategy, String name) implements TlsStrategy {
    @Override
    public void upgrade(
        TransportSecurityLayer session,
        NamedEndpoint endpoint,
        @Nullable Object attachment,
        Timeout timeout,
        @Nullable FutureCallback<TransportSecurityLayer> callback) {
      strategy.upgrade(
          session, new HttpHost(name, endpoint.getPort()), attachment, timeout, callback);
    }

    @Override
    @Deprecated // The library's interface still asks for it.
    public boolean upgrade(
        TransportSecurityLayer session,
        HttpHost host,
        SocketAddress local,
        SocketAddress remote,
        @Nullable Object attachment,
        Timeout timeout) {
      return strategy.upgrade(
          session, new HttpHost(name, host.getPort()), local, remote, attachment, timeout);
    }
  }
}
