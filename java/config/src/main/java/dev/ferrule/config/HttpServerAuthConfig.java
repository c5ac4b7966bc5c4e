package dev.ferrule.config;

import dev.ferrule.confmap.ConfigDoc;
import dev.ferrule.confmap.Inline;
import java.util.List;

/**
 * Who may send to an HTTP server.
 *
 * @param auth the authenticator
 * @param requestParams parameters of a request's query that the authenticator gets as if they were
 *     headers of that name; they win over headers. None by default.
 */
@ConfigDoc
public record HttpServerAuthConfig(@Inline ServerAuthConfig auth, List<String> requestParams) {
  /** No authenticator chosen yet, which is not valid. */
  public static final HttpServerAuthConfig DEFAULTS =
      new HttpServerAuthConfig(ServerAuthConfig.DEFAULTS, List.of());

  /** Copies the list. */
  public HttpServerAuthConfig {
    requestParams = List.copyOf(requestParams);
  }
}
