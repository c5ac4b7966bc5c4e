package dev.ferrule.config;

import dev.ferrule.confmap.ConfigDoc;
import java.util.List;

/**
 * Which pages in browsers may send to a server, and what they may see of its answers (CORS).
 *
 * @param allowedOrigins the origins whose pages may send, such as {@code https://app.example.com};
 *     one {@code *} in an origin stands for any text, and {@code *} alone for every origin. None by
 *     default: the other keys are without effect then.
 * @param allowedHeaders the request headers that pages may set besides {@code Accept}, {@code
 *     Content-Type} and {@code X-Requested-With}, which need no mention while the list is empty;
 *     {@code *} for any
 * @param exposedHeaders the response headers that pages may read besides the usual ones
 * @param maxAge for how many seconds a browser may remember what it may send; its own choice if 0,
 *     not at all if negative
 */
@ConfigDoc
public record CorsConfig(
    List<String> allowedOrigins,
    List<String> allowedHeaders,
    List<String> exposedHeaders,
    int maxAge) {
  /** Nobody allowed. */
  public static final CorsConfig DEFAULTS = new CorsConfig(List.of(), List.of(), List.of(), 0);

  /** Copies the lists. */
  public CorsConfig {
    allowedOrigins = List.copyOf(allowedOrigins);
    allowedHeaders = List.copyOf(allowedHeaders);
    exposedHeaders = List.copyOf(exposedHeaders);
  }
}
