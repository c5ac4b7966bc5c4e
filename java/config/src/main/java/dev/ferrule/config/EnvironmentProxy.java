package dev.ferrule.config;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxy that the environment names, by the rules that Go programs and curl follow: {@code
 * HTTP_PROXY} or {@code HTTPS_PROXY} by the scheme of the request, except for this machine and for
 * what {@code NO_PROXY} lists.
 */
final class EnvironmentProxy {
  private final Map<String, String> environment;

  EnvironmentProxy(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The proxy for a request, if there is one.
   *
   * @throws IllegalArgumentException if the variable does not hold the URL of a proxy
   */
  Optional<HttpProxy> of(boolean https, String host, int port) {
    if (isThisMachine(host) || isExcluded(host, port)) {
      return Optional.empty();
    }
    return named(https);
  }

  /**
   * The proxy for requests of that scheme, whatever their host.
   *
   * @throws IllegalArgumentException if the variable does not hold the URL of a proxy
   */
  Optional<HttpProxy> named(boolean https) {
    String name = https ? "HTTPS_PROXY" : "HTTP_PROXY";
    String value = variable(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(HttpProxy.parse(value.contains("://") ? value : "http://" + value));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "environment variable %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  private String variable(String name) {
    String value = environment.getOrDefault(name, "");
    return value.isEmpty() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : value;
  }

  private static boolean isThisMachine(String host) {
    return host.equalsIgnoreCase("localhost")
        || Subnet.literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
  }

  private boolean isExcluded(String host, int port) {
    for (String entry : variable("NO_PROXY").split(",", -1)) {
      if (matches(entry.strip().toLowerCase(Locale.ROOT), host.toLowerCase(Locale.ROOT), port)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String entry, String host, int port) {
    if (entry.isEmpty()) {
      return false;
    }
    if (entry.equals("*")) {
      return true;
    }
    if (entry.indexOf('/') >= 0) {
      return Subnet.parse(entry).map(subnet -> subnet.contains(host)).orElse(false);
    }
    String name = entry;
    int colon = entry.lastIndexOf(':');
    if (colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']')) {
      if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
        return false;
      }
      name = entry.substring(0, colon);
    }
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    Optional<InetAddress> address = Subnet.literal(name);
    if (address.isPresent()) {
      return address.equals(Subnet.literal(host));
    }
    if (name.startsWith("*.")) {
      name = name.substring(1);
    }
    // A leading dot is for what is below that name only.
    return name.startsWith(".")
        ? host.endsWith(name)
        : host.equals(name) || host.endsWith("." + name);
  }
}
