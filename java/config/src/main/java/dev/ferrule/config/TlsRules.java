package dev.ferrule.config;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * What an engine of ours holds to.
 *
 * @param client whether it is a client's
 * @param groups of the key exchange; the system's choice if empty
 * @param serverName the name that the server must have; the host connected to if empty
 */
record TlsRules(
    boolean client,
    List<String> protocols,
    List<String> suites,
    List<String> groups,
    String serverName) {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");

  static TlsRules of(boolean client, TlsConfig config, String serverName) {
    return new TlsRules(
        client,
        TlsVersions.protocols(config.minVersion(), config.maxVersion()),
        TlsCiphers.enabled(config.cipherSuites()),
        TlsCurves.javaNames(config.curvePreferences()),
        serverName);
  }

  void applyTo(SSLParameters parameters) {
    parameters.setProtocols(protocols.toArray(String[]::new));
    parameters.setCipherSuites(suites.toArray(String[]::new));
    if (!groups.isEmpty()) {
      parameters.setNamedGroups(groups.toArray(String[]::new));
    }
    if (client) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      if (!serverName.isEmpty() && !ADDRESS.matcher(serverName).matches()) {
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
      }
    }
  }

  /**
   * A context of Netty's for engines of that context.
   *
   * @param spoken over TLS (ALPN), most wanted first
   * @param peer whether a server asks for a certificate
   */
  SslContext nettyContext(SSLContext context, List<String> spoken, ClientAuth peer) {
    return new JdkSslContext(
        context,
        client,
        suites,
        IdentityCipherSuiteFilter.INSTANCE,
        new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            spoken),
        peer,
        protocols.toArray(String[]::new),
        false);
  }
}
