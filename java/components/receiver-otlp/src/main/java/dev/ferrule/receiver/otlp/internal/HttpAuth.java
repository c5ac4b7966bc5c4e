package dev.ferrule.receiver.otlp.internal;

import dev.ferrule.component.AuthenticationException;
import dev.ferrule.component.Host;
import dev.ferrule.component.ServerAuthenticator;
import dev.ferrule.component.ServerAuthenticator.Header;
import dev.ferrule.config.HttpServerAuthConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks an authenticator about a request, from its head. Any thread that may block. */
final class HttpAuth {
  private final ServerAuthenticator authenticator;
  private final List<String> parameters;

  /**
   * Finds the authenticator.
   *
   * @throws dev.ferrule.component.ComponentException if there is none of that id
   */
  HttpAuth(HttpServerAuthConfig config, Host host) {
    authenticator = config.auth().resolve(host);
    parameters = config.requestParams();
  }

  /**
   * Returns if the sender may send.
   *
   * @throws AuthenticationException if it may not, with the reason
   */
  void check(HttpRequest request) throws AuthenticationException {
    List<Header> headers = new ArrayList<>();
    Map<String, List<String>> fromQuery = fromQuery(request.uri());
    request
        .headers()
        .forEach(header -> {
          if (fromQuery.keySet().stream().noneMatch(header.getKey()::equalsIgnoreCase)) {
            headers.add(new Header(header.getKey(), header.getValue()));
          }
        });
    fromQuery.forEach((name, values) -> values.forEach(it -> headers.add(new Header(name, it))));
    var _ = authenticator.authenticate(headers);
  }

  private Map<String, List<String>> fromQuery(String uri) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    if (!parameters.isEmpty()) {
      Map<String, List<String>> query;
      try {
        query = new QueryStringDecoder(uri).parameters();
      } catch (IllegalArgumentException badEscape) {
        // As for Go, a query that cannot be read has nothing in it.
        return found;
      }
      for (String name : parameters) {
        List<String> values = query.get(name);
        if (values != null) {
          found.put(name, values);
        }
      }
    }
    return found;
  }
}
