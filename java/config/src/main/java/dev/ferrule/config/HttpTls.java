package dev.ferrule.config;

import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.slf4j.Logger;

/** TLS settings as the HTTP client takes them. */
final class HttpTls {
  private HttpTls() {}

  /**
   * Reads the files that the settings name. May block on them.
   *
   * @param log is told when certificates are read again
   * @throws dev.ferrule.component.ComponentException if one cannot be used
   */
  static TlsStrategy strategy(TlsClientConfig config, Logger log) {
    // The context's engines check the name of the server themselves, so that the library need not.
    return ClientTlsStrategyBuilder.create()
        .setSslContext(config.jdkContext(log))
        .setHostVerificationPolicy(HostnameVerificationPolicy.BUILTIN)
        .setHostnameVerifier(NoopHostnameVerifier.INSTANCE)
        .buildAsync();
  }
}
