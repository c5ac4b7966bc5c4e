package dev.ferrule.config;

import java.time.Duration;
import java.util.List;

/** TLS settings that differ from others in a key or two. */
final class TlsVariant {
  private TlsVariant() {}

  static TlsConfig versions(TlsConfig base, String min, String max) {
    return new TlsConfig(
        base.caFile(),
        base.caPem(),
        base.includeSystemCaCertsPool(),
        base.certFile(),
        base.certPem(),
        base.keyFile(),
        base.keyPem(),
        min,
        max,
        base.cipherSuites(),
        base.includeInsecureCipherSuites(),
        base.curvePreferences(),
        base.reloadInterval());
  }

  static TlsConfig algorithms(TlsConfig base, List<String> ciphers, List<String> curves) {
    return new TlsConfig(
        base.caFile(),
        base.caPem(),
        base.includeSystemCaCertsPool(),
        base.certFile(),
        base.certPem(),
        base.keyFile(),
        base.keyPem(),
        base.minVersion(),
        base.maxVersion(),
        ciphers,
        base.includeInsecureCipherSuites(),
        curves,
        base.reloadInterval());
  }

  static TlsConfig reloaded(TlsConfig base, Duration interval) {
    return new TlsConfig(
        base.caFile(),
        base.caPem(),
        base.includeSystemCaCertsPool(),
        base.certFile(),
        base.certPem(),
        base.keyFile(),
        base.keyPem(),
        base.minVersion(),
        base.maxVersion(),
        base.cipherSuites(),
        base.includeInsecureCipherSuites(),
        base.curvePreferences(),
        interval);
  }
}
