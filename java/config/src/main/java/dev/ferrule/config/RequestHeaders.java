package dev.ferrule.config;

import dev.ferrule.component.AuthenticationException;
import dev.ferrule.component.ClientAuthenticator;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The headers of a request. Of one name the last one counts: the client's own, what is configured,
 * what says how the body travels, what the authenticator adds.
 */
final class RequestHeaders {
  private final HttpClientConfig config;
  private final Optional<ClientAuthenticator> authenticator;

  RequestHeaders(HttpClientConfig config, Optional<ClientAuthenticator> authenticator) {
    this.config = config;
    this.authenticator = authenticator;
  }

  /**
   * By name, in any case. May block as the authenticator does.
   *
   * @param encoding of the body; empty for none
   * @throws IOException if the authenticator has nothing to show
   */
  Map<String, String> of(
      HttpUrl url, HttpUpload upload, String encoding, OptionalLong deadlineNanos)
      throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    url.authorization().ifPresent(value -> headers.put("Authorization", value));
    headers.putAll(upload.headers());
    config.headers().forEach((name, value) -> put(headers, name, value.value()));
    if (!encoding.isEmpty()) {
      headers.put("Content-Encoding", encoding);
    }
    if (config.disableKeepAlives()) {
      headers.put("Connection", "close");
    }
    if (authenticator.isPresent()) {
      addCredentials(headers, authenticator.get(), url, deadlineNanos);
    }
    return headers;
  }

  private static void addCredentials(
      Map<String, String> headers,
      ClientAuthenticator authenticator,
      HttpUrl url,
      OptionalLong deadlineNanos)
      throws IOException {
    var request =
        new ClientAuthenticator.Request(
            url.uri().getRawAuthority(), url.uri().getRawPath(), deadlineNanos);
    try {
      authenticator
          .headers(request)
          .forEach(header -> put(headers, header.name(), header.value().value()));
    } catch (AuthenticationException e) {
      throw FailureText.failed(url, String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      throw FailureText.failed(url, "the authenticator failed: " + e, e);
    }
  }

  /** In the spelling of whoever comes last. */
  private static void put(Map<String, String> headers, String name, String value) {
    headers.remove(name);
    headers.put(name, value);
  }
}
