package dev.ferrule.config;

import java.time.Duration;
import java.util.List;

/** TLS settings that differ from others in a key or two. */
final class TlsVariant {
  private TlsVariant() {}

  static TlsConfig versions(TlsConfig base, String min, String max) {
    return variant(
        base, min, max, base.cipherSuites(), base.curvePreferences(), base.reloadInterval());
  }

  static TlsConfig algorithms(TlsConfig base, List<String> ciphers, List<String> curves) {
    return variant(
        base, base.minVersion(), base.maxVersion(), ciphers, curves, base.reloadInterval());
  }

  static TlsConfig reloaded(TlsConfig base, Duration interval) {
    return variant(
        base,
        base.minVersion(),
        base.maxVersion(),
        base.cipherSuites(),
        base.curvePreferences(),
        interval);
  }

  private static TlsConfig variant(
      TlsConfig base,
      String min,
      String max,
      List<String> ciphers,
      List<String> curves,
      Duration reloadInterval) {
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
        ciphers,
        base.includeInsecureCipherSuites(),
        curves,
        reloadInterval);
  }
}
