package dev.ferrule.config;

import dev.ferrule.confmap.Opaque;
import java.util.List;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** What a proxy is told that asks for a password. Servers are told nothing in this way. */
final class ProxyPasswords implements CredentialsProvider {
  private final List<HttpProxy> proxies;

  ProxyPasswords(List<HttpProxy> proxies) {
    this.proxies = List.copyOf(proxies);
  }

  @Override
  public @Nullable Credentials getCredentials(AuthScope scope, HttpContext context) {
    for (HttpProxy proxy : proxies) {
      if (proxy.host().equalsIgnoreCase(scope.getHost()) && proxy.port() == scope.getPort()) {
        return proxy.user().map(ProxyPasswords::credentials).orElse(null);
      }
    }
    return null;
  }

  private static Credentials credentials(Opaque user) {
    String both = user.value();
    int colon = both.indexOf(':');
    return new UsernamePasswordCredentials(
        both.substring(0, colon), both.substring(colon + 1).toCharArray());
  }
}
