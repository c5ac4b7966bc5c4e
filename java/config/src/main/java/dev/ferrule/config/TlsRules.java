package dev.ferrule.config;

import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
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
}
