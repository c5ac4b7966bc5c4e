package dev.ferrule.config;

import java.util.Optional;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Straight to the host, or through the proxy that is configured or that the environment names. */
final class HttpRoutes implements HttpRoutePlanner {
  private final Optional<HttpProxy> configured;
  private final EnvironmentProxy environment;

  HttpRoutes(Optional<HttpProxy> configured, EnvironmentProxy environment) {
    this.configured = configured;
    this.environment = environment;
  }

  @Override
  public HttpRoute determineRoute(HttpHost target, HttpContext context) throws ProtocolException {
    boolean https = target.getSchemeName().equals("https");
    Optional<HttpProxy> proxy;
    try {
      proxy = proxy(https, target.getHostName(), target.getPort());
    } catch (IllegalArgumentException e) {
      throw new ProtocolException(e.getMessage(), e);
    }
    return proxy
        .map(it -> new HttpRoute(target, null, new HttpHost("http", it.host(), it.port()), https))
        .orElseGet(() -> new HttpRoute(target, null, https));
  }

  private Optional<HttpProxy> proxy(boolean https, String host, int port) {
    return configured.isPresent() ? configured : environment.of(https, host, port);
  }
}
