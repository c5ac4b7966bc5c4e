package dev.ferrule.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where a server sends a client, if that means to send the same body there. */
final class Redirect {
  private static final int TEMPORARY = 307;
  private static final int PERMANENT = 308;

  private Redirect() {}

  /**
   * The next URL; empty if the answer is the last word.
   *
   * @throws IOException if it leads nowhere, or from https to http
   */
  static Optional<HttpUrl> of(HttpUrl url, HttpAnswer answer) throws IOException {
    Optional<String> location = answer.header("location");
    boolean elsewhere = answer.status() == TEMPORARY || answer.status() == PERMANENT;
    if (!elsewhere || location.isEmpty()) {
      return Optional.empty();
    }
    HttpUrl next;
    try {
      next = HttpUrl.parse(url.uri().resolve(new URI(location.get())).toString());
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw FailureText.failed(url, "failed to parse Location header: " + e.getMessage(), e);
    }
    if (url.https() && !next.https()) {
      throw FailureText.failed(url, "redirected to " + next + ", which is not encrypted", null);
    }
    return Optional.of(next);
  }
}
