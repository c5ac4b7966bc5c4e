package dev.ferrule.config;

import dev.ferrule.confmap.Opaque;
import dev.ferrule.confmap.Validated;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.core5.net.URIAuthority;

/** Rules for the headers that are configured for an HTTP client. */
final class HttpHeaders {
  private static final String MARKS = "!#$%&'*+-.^_`|~";
  // What these say is decided by how the body travels.
  private static final Set<String> FRAMING =
      Set.of("connection", "content-encoding", "content-length", "trailer", "transfer-encoding");

  private HttpHeaders() {}

  static void validate(Map<String, Opaque> headers, Validated.Rules rules) {
    headers.forEach((name, value) -> {
      if (name.isEmpty() || !name.chars().allMatch(HttpHeaders::isToken)) {
        rules.broken(
            "headers",
            "header name \"" + name + "\" is not one",
            "use letters, digits, and any of - _ .");
      } else if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
        rules.broken("headers", "header \"" + name + "\" is set by the client itself", "remove it");
      }
      if (name.equalsIgnoreCase("host") && !isAuthority(value.value())) {
        rules.broken(
            "headers", "header \"Host\" is not the name of a host", "write host or host:port");
      }
      if (!value.value().chars().allMatch(HttpHeaders::isPrintable)) {
        rules.broken(
            "headers",
            "the value of header \"" + name + "\" has characters that a header cannot carry",
            "use printable ASCII");
      }
    });
  }

  private static boolean isAuthority(String text) {
    try {
      // It answers null for a text of blanks.
      return Optional.ofNullable(URIAuthority.create(text))
          .filter(it -> !it.getHostName().isEmpty())
          .isPresent();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isToken(int c) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    boolean digit = c >= '0' && c <= '9';
    return letter || digit || MARKS.indexOf(c) >= 0;
  }

  private static boolean isPrintable(int c) {
    return (c >= 0x20 && c <= 0x7e) || c == '\t';
  }
}
